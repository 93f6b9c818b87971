package io.countersign.token.cutoff;

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
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.cutoff.CutoffCommand.BeginCutoff;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * When a client, a server or a project ends, when whatever was authorized for a client or a server is revoked, or a binding is taken away
 * or narrowed, the connections that rested on it have to end. What was authorized after the cut is left alone.
 */
@Component
class WhenRegistryCutsThenBeginCutoff implements Automation {
    private final EventCatalog registry;

    WhenRegistryCutsThenBeginCutoff(@Qualifier("registryEvents") EventCatalog registry) {
        this.registry = registry;
    }

    /** As the consumer group that read this topic before was called. */
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
        var cut = recorded.sequence();
        return switch (recorded.event()) {
            case ClientRevoked e -> begin(AccessKeys.client(e.clientId()), Cut.ALL, ReasonCode.CLIENT_REVOKED, recorded);
            case ClientConnectionsRevoked e -> begin(AccessKeys.client(e.clientId()), cut, reason(e.reasonCode()), recorded);
            case McpServerConnectionsRevoked e -> begin(AccessKeys.server(e.serverId()), cut, reason(e.reasonCode()), recorded);
            case McpServerDeleted e -> begin(AccessKeys.server(e.serverId()), Cut.ALL, ReasonCode.SERVER_DELETED, recorded);
            case ProjectArchived e -> begin(AccessKeys.project(e.projectId()), Cut.ALL, reason(e.reasonCode()), recorded);
            case ClientUnboundFromServer e ->
                begin(AccessKeys.binding(e.clientId(), e.serverId()), cut, ReasonCode.CLIENT_UNBOUND, recorded);
            case ClientBindingChanged e when e.narrowed() ->
                begin(AccessKeys.binding(e.clientId(), e.serverId()), cut, ReasonCode.POLICY, recorded);
            default -> List.of();
        };
    }

    private static List<Object> begin(String key, long epoch, ReasonCode reason, Recorded<?> cause) {
        return List.of(BeginCutoff.of(key, epoch, reason, cause.id()));
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
}
