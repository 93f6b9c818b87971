package io.countersign.registry.server.overview;

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
import io.countersign.events.projection.Index;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ServerOverview}. */
@Component
class ServerOverviewProjection extends AggregateProjection<ServerOverview, McpServerEvent> {
    ServerOverviewProjection(@Qualifier("registryCatalog") EventCatalog catalog) {
        super("server-overview", ServerOverview.class, catalog, McpServerEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("organizationId"), Index.on("projectId"));
    }

    @Override
    protected @Nullable ServerOverview apply(@Nullable ServerOverview row, McpServerEvent event, Recorded<?> recorded) {
        return switch (event) {
            case McpServerRegistered e -> ServerOverview.of(e, recorded.time());
            case McpServerDetailsChanged e -> requireNonNull(row).with(e);
            case ApprovedScopesReplaced e -> requireNonNull(row).with(e);
            case ToolPolicyChanged e -> requireNonNull(row).with(e);
            case SessionPolicyChanged e -> requireNonNull(row).with(e);
            case UpstreamTimeoutsChanged e -> requireNonNull(row).with(e);
            case UnknownClientsPolicyChanged e -> requireNonNull(row).with(e);
            case McpServerEnabled e -> requireNonNull(row).in("ACTIVE", null);
            case McpServerDisabled e -> requireNonNull(row).in("DISABLED", e.reasonCode());
            case McpServerConnectionsRevoked e -> requireNonNull(row);
            case McpServerDeleted e -> null;
        };
    }
}
