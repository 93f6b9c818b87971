package io.countersign.token.overview;

import static java.util.Objects.requireNonNull;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRejected;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRequested;
import io.countersign.registry.contract.ClientEvent.ClientBindingChanged;
import io.countersign.registry.contract.ClientEvent.ClientBoundToServer;
import io.countersign.registry.contract.ClientEvent.ClientDeleted;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link RegisteredClient} from the registry's topic, where a yes is a binding. */
@Component
class RegisteredClientProjection extends AggregateProjection<RegisteredClient, ClientEvent> {
    RegisteredClientProjection(@Qualifier("registryEvents") EventCatalog catalog) {
        super("registered-clients", RegisteredClient.class, catalog, ClientEvent.class);
    }

    @Override
    protected @Nullable RegisteredClient apply(@Nullable RegisteredClient row, ClientEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ClientRegistered e -> new RegisteredClient(e.organizationId(), e.projectId(), recorded.time(), new TreeSet<>());
            case ClientApprovalRequested e -> requireNonNull(row).asked(e.serverId());
            case ClientApprovalRejected e -> requireNonNull(row).decided(e.serverId());
            case ClientBoundToServer e -> requireNonNull(row).decided(e.serverId());
            case ClientBindingChanged e -> requireNonNull(row).decided(e.serverId());
            case ClientDeleted _ -> null;
            default -> row;
        };
    }
}
