package io.countersign.token.naming;

import static java.util.Objects.requireNonNull;

import io.countersign.registry.contract.McpServerEvent;
import io.countersign.registry.contract.McpServerEvent.ApprovedScopesReplaced;
import io.countersign.registry.contract.McpServerEvent.McpServerConnectionsRevoked;
import io.countersign.registry.contract.McpServerEvent.McpServerDeleted;
import io.countersign.registry.contract.McpServerEvent.McpServerDetailsChanged;
import io.countersign.registry.contract.McpServerEvent.McpServerDisabled;
import io.countersign.registry.contract.McpServerEvent.McpServerEnabled;
import io.countersign.registry.contract.McpServerEvent.McpServerRegistered;
import io.countersign.registry.contract.McpServerEvent.SessionPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.ToolPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UnknownClientsPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UpstreamTimeoutsChanged;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ServerName} from the registry's topic; the name stays after the end, for history's sake. */
@Component
class ServerNameProjection extends AggregateProjection<ServerName, McpServerEvent> {
    ServerNameProjection(@Qualifier("registryEvents") EventCatalog catalog) {
        super("named-servers", ServerName.class, catalog, McpServerEvent.class);
    }

    @Override
    protected ServerName apply(@Nullable ServerName row, McpServerEvent event, Recorded<?> recorded) {
        return switch (event) {
            case McpServerRegistered e -> new ServerName(e.organizationId(), e.name(), e.resource());
            case McpServerDetailsChanged e -> requireNonNull(row).named(e.name());
            case McpServerEnabled _,McpServerDisabled _,McpServerConnectionsRevoked _,McpServerDeleted _ -> requireNonNull(row);
            case ApprovedScopesReplaced _,ToolPolicyChanged _,SessionPolicyChanged _,UpstreamTimeoutsChanged _,UnknownClientsPolicyChanged _ ->
                requireNonNull(row);
        };
    }
}
