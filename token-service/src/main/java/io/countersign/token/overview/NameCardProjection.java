package io.countersign.token.overview;

import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientDeleted;
import io.countersign.registry.contract.ClientEvent.ClientDisabled;
import io.countersign.registry.contract.ClientEvent.ClientEnabled;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import io.countersign.registry.contract.McpServerEvent;
import io.countersign.registry.contract.McpServerEvent.McpServerDeleted;
import io.countersign.registry.contract.McpServerEvent.McpServerDetailsChanged;
import io.countersign.registry.contract.McpServerEvent.McpServerDisabled;
import io.countersign.registry.contract.McpServerEvent.McpServerEnabled;
import io.countersign.registry.contract.McpServerEvent.McpServerRegistered;
import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps names of clients and servers at hand, from the registry's topic; the name stays after the end, for history's sake. */
@Component
class NameCardProjection implements Projection<NameCard> {
    private final EventCatalog catalog;

    NameCardProjection(@Qualifier("registryEvents") EventCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "connection-names";
    }

    @Override
    public Class<NameCard> rowType() {
        return NameCard.class;
    }

    @Override
    public EventCatalog source() {
        return catalog;
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return recorded.event() instanceof ClientEvent || recorded.event() instanceof McpServerEvent;
    }

    @Override
    public @Nullable NameCard apply(@Nullable NameCard row, Recorded<?> recorded) {
        var known = row == null ? new NameCard(recorded.aggregateId(), "ACTIVE", null) : row;
        return switch (recorded.event()) {
            case ClientRegistered e -> new NameCard(e.name(), "ACTIVE", e.registrationMethod());
            case ClientUpdated e -> known.named(e.name());
            case ClientDisabled _,McpServerDisabled _ -> known.at("DISABLED");
            case ClientEnabled _,McpServerEnabled _ -> known.at("ACTIVE");
            case ClientRevoked _,ClientDeleted _ -> known.at("REVOKED");
            case McpServerRegistered e -> new NameCard(e.name(), "ACTIVE", null);
            case McpServerDetailsChanged e -> known.named(e.name());
            case McpServerDeleted _ -> known.at("DELETED");
            default -> known;
        };
    }
}
