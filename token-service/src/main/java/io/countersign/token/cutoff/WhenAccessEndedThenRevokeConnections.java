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
import io.countersign.token.contract.ConnectionEvent.Covering;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.overview.ConnectionOverview;
import java.util.ArrayList;
import java.util.List;
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
            case ClientRevoked e ->
                revoke(Filters.eq("row.clientId", e.clientId()), cut(AccessKeys.client(e.clientId()), recorded), ReasonCode.CLIENT_REVOKED,
                        recorded);
            case ClientConnectionsRevoked e -> revoke(Filters.eq("row.clientId", e.clientId()),
                    cut(AccessKeys.client(e.clientId()), recorded), reason(e.reasonCode()), recorded);
            case McpServerConnectionsRevoked e -> revoke(Filters.eq("row.serverId", e.serverId()),
                    cut(AccessKeys.server(e.serverId()), recorded), reason(e.reasonCode()), recorded);
            case ProjectArchived e -> revoke(Filters.eq("row.projectId", e.projectId()), cut(AccessKeys.project(e.projectId()), recorded),
                    reason(e.reasonCode()), recorded);
            case McpServerDeleted e ->
                revoke(Filters.eq("row.serverId", e.serverId()), cut(AccessKeys.server(e.serverId()), recorded), ReasonCode.SERVER_DELETED,
                        recorded);
            case ClientUnboundFromServer e ->
                revoke(both(e.clientId(), e.serverId()), cut(AccessKeys.binding(e.clientId(), e.serverId()), recorded),
                        ReasonCode.CLIENT_UNBOUND, recorded);
            case ClientBindingChanged e when e.narrowed() -> revoke(both(e.clientId(), e.serverId()),
                    cut(AccessKeys.binding(e.clientId(), e.serverId()), recorded), ReasonCode.POLICY, recorded);
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

    /** What was authorized before the event is dead by it, and every gateway knows: the key was cut or has ended. */
    private static Covering cut(String key, Recorded<?> event) {
        return new Covering(key, event.sequence());
    }

    private List<Object> revoke(Bson which, Covering cut, ReasonCode reason, Recorded<?> cause) {
        var commands = new ArrayList<Object>();
        @Nullable
        String cursor = null;
        do {
            var page = views.of(ConnectionOverview.class).list(which, new PageRequest(PageRequest.MAX_LIMIT, cursor));
            page.items().stream().filter(row -> !row.value().status().equals("REVOKED"))
                    .filter(row -> row.value().epochs().getOrDefault(cut.key(), 0L) < cut.epoch()).map(Row::aggregateId)
                    .forEach(id -> commands.add(new RevokeConnection(id, reason, cause.id(), cut, null)));
            cursor = page.nextCursor();
        } while (cursor != null);
        return commands;
    }
}
