package io.countersign.consent.decision.overview;

import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link KnownClient} from the registry's topic; the name stays after the end, for history's sake. */
@Component
class KnownClientProjection extends AggregateProjection<KnownClient, ClientEvent> {
    KnownClientProjection(@Qualifier("registryEvents") EventCatalog catalog) {
        super("known-clients", KnownClient.class, catalog, ClientEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("organizationId"));
    }

    @Override
    protected @Nullable KnownClient apply(@Nullable KnownClient row, ClientEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ClientRegistered e -> new KnownClient(e.name(), e.registrationMethod(), e.organizationId());
            case ClientUpdated e when row != null -> new KnownClient(e.name(), row.registrationMethod(), row.organizationId());
            case ClientMetadataDrifted e when row != null -> new KnownClient(e.name(), row.registrationMethod(), row.organizationId());
            default -> row;
        };
    }
}
