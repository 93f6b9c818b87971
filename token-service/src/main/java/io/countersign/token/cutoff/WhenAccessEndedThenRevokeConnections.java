package io.countersign.token.cutoff;

import com.mongodb.client.model.Filters;
import io.countersign.registry.contract.ClientEvent.ClientBindingChanged;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.McpServerEvent.McpServerConnectionsRevoked;
import io.countersign.registry.contract.McpServerEvent.McpServerDeleted;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.access.AccessKeys;
import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.web.api.PageRequest;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.overview.ConnectionOverview;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * When a client, a server or a project ends, when whatever was authorized for a client or a server is revoked, or a binding is taken away,
 * the connections that rested on it are revoked. The access feed has cut them off already; this is the book-keeping, each with its cause.
 * What was authorized after the cut is left alone.
 */
@Component
class WhenAccessEndedThenRevokeConnections implements Automation {
    private final EventCatalog registry;
    private final Views views;

    WhenAccessEndedThenRevokeConnections(@Qualifier("registryEvents") EventCatalog registry, Views views) {
        this.registry = registry;
        this.views = views;
    }

    @Override
    public String name() {
        return "when-access-ended-then-revoke-connections";
    }

    @Override
    public EventCatalog source() {
        return registry;
    }

    @Override
    public List<Object> when(Recorded<?> recorded) {
        return switch (recorded.event()) {
            case ClientRevoked e -> revoke(Filters.eq("row.clientId", e.clientId()), _ -> true, ReasonCode.CLIENT_REVOKED, recorded);
            case ClientConnectionsRevoked e -> revoke(Filters.eq("row.clientId", e.clientId()),
                    before(AccessKeys.client(e.clientId()), recorded), reason(e.reasonCode()), recorded);
            case McpServerConnectionsRevoked e -> revoke(Filters.eq("row.serverId", e.serverId()),
                    before(AccessKeys.server(e.serverId()), recorded), reason(e.reasonCode()), recorded);
            case ProjectArchived e -> revoke(Filters.eq("row.projectId", e.projectId()), _ -> true, reason(e.reasonCode()), recorded);
            case McpServerDeleted e -> revoke(Filters.eq("row.serverId", e.serverId()), _ -> true, ReasonCode.SERVER_DELETED, recorded);
            case ClientUnboundFromServer e ->
                revoke(both(e.clientId(), e.serverId()), before(AccessKeys.binding(e.clientId(), e.serverId()), recorded),
                        ReasonCode.CLIENT_UNBOUND, recorded);
            case ClientBindingChanged e when e.narrowed() -> revoke(both(e.clientId(), e.serverId()),
                    before(AccessKeys.binding(e.clientId(), e.serverId()), recorded), ReasonCode.POLICY, recorded);
            default -> List.of();
        };
    }

    /** The owner's reason is the connection's as well. */
    private static ReasonCode reason(io.countersign.registry.contract.ReasonCode given) {
        return switch (given) {
            case USER_REQUEST -> ReasonCode.USER_REQUEST;
            case ADMIN -> ReasonCode.ADMIN;
            case SECURITY -> ReasonCode.SECURITY;
            case LEAVER -> ReasonCode.LEAVER;
            case REVIEW -> ReasonCode.REVIEW;
            case ANOMALY -> ReasonCode.ANOMALY;
            case POLICY -> ReasonCode.POLICY;
            case OTHER -> ReasonCode.OTHER;
        };
    }

    private static Bson both(String clientId, String serverId) {
        return Filters.and(Filters.eq("row.clientId", clientId), Filters.eq("row.serverId", serverId));
    }

    private static Predicate<ConnectionOverview> before(String key, Recorded<?> cut) {
        return connection -> connection.epochs().getOrDefault(key, 0L) < cut.sequence();
    }

    private List<Object> revoke(Bson which, Predicate<ConnectionOverview> concerned, ReasonCode reason, Recorded<?> cause) {
        var commands = new ArrayList<Object>();
        @Nullable
        String cursor = null;
        do {
            var page = views.of(ConnectionOverview.class).list(which, new PageRequest(PageRequest.MAX_LIMIT, cursor));
            page.items().stream().filter(row -> !row.value().status().equals("REVOKED")).filter(row -> concerned.test(row.value()))
                    .map(Row::aggregateId).forEach(id -> commands.add(new RevokeConnection(id, reason, cause.id(), null)));
            cursor = page.nextCursor();
        } while (cursor != null);
        return commands;
    }
}
