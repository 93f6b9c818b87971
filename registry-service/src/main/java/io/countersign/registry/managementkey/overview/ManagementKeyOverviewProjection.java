package io.countersign.registry.managementkey.overview;

import static java.util.Objects.requireNonNull;

import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyIssued;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRevoked;
import java.util.List;
import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ManagementKeyOverview}. */
@Component
class ManagementKeyOverviewProjection implements Projection<ManagementKeyOverview> {
    private final EventCatalog catalog;

    ManagementKeyOverviewProjection(@Qualifier("registryCatalog") EventCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "management-key-overview";
    }

    @Override
    public Class<ManagementKeyOverview> rowType() {
        return ManagementKeyOverview.class;
    }

    @Override
    public EventCatalog source() {
        return catalog;
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return recorded.event() instanceof ManagementKeyEvent;
    }

    @Override
    public @Nullable ManagementKeyOverview apply(@Nullable ManagementKeyOverview row, Recorded<?> recorded) {
        return switch ((ManagementKeyEvent) recorded.event()) {
            case ManagementKeyIssued e ->
                new ManagementKeyOverview(e.keyId(), e.organizationId(), e.name(), List.copyOf(e.roles()), "ACTIVE",
                        e.expiresAt(), recorded.time(), recorded.actor().id());
            case ManagementKeyRevoked e -> requireNonNull(row).revoked();
        };
    }
}
