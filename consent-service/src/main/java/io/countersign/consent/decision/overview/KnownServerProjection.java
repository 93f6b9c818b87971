package io.countersign.consent.decision.overview;

import io.countersign.registry.contract.McpServerEvent;
import io.countersign.registry.contract.McpServerEvent.McpServerDetailsChanged;
import io.countersign.registry.contract.McpServerEvent.McpServerRegistered;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link KnownServer} from the registry's topic; the name stays after the end, for history's sake. */
@Component
class KnownServerProjection extends AggregateProjection<KnownServer, McpServerEvent> {
    KnownServerProjection(@Qualifier("registryEvents") EventCatalog catalog) {
        super("known-servers", KnownServer.class, catalog, McpServerEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("projectId"), Index.on("organizationId"));
    }

    @Override
    protected @Nullable KnownServer apply(@Nullable KnownServer row, McpServerEvent event, Recorded<?> recorded) {
        return switch (event) {
            case McpServerRegistered e -> new KnownServer(e.organizationId(), e.projectId(), e.name());
            case McpServerDetailsChanged e when row != null -> new KnownServer(row.organizationId(), row.projectId(), e.name());
            default -> row;
        };
    }
}
