package io.countersign.registry.managementkey.overview;

import static java.util.Objects.requireNonNull;

import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyIssued;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyResumed;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRevoked;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRotated;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeySuspended;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ManagementKeyOverview}. */
@Component
class ManagementKeyOverviewProjection extends AggregateProjection<ManagementKeyOverview, ManagementKeyEvent> {
    ManagementKeyOverviewProjection(@Qualifier("registryCatalog") EventCatalog catalog) {
        super("management-key-overview", ManagementKeyOverview.class, catalog, ManagementKeyEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("organizationId"), Index.on("makerId"), Index.on("createdBy"), Index.on("status", "expiresAt"));
    }

    @Override
    protected @Nullable ManagementKeyOverview apply(@Nullable ManagementKeyOverview row, ManagementKeyEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ManagementKeyIssued e ->
                new ManagementKeyOverview(e.keyId(), e.organizationId(), e.name(), List.copyOf(e.roles()), "ACTIVE", null,
                        e.expiresAt(), recorded.time(), recorded.actor().id(), e.makerId(), null);
            case ManagementKeyRotated e -> requireNonNull(row).rotated(e, recorded.time());
            case ManagementKeySuspended e -> requireNonNull(row).suspended(e.reasonCode());
            case ManagementKeyResumed e -> requireNonNull(row).resumed(e.makerId());
            case ManagementKeyRevoked e -> requireNonNull(row).revoked(e.reasonCode());
        };
    }
}
