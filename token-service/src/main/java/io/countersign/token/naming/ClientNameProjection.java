package io.countersign.token.naming;

import static java.util.Objects.requireNonNull;

import io.countersign.registry.contract.ClientEvent.ClientApprovalRejected;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRequested;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientBindingChanged;
import io.countersign.registry.contract.ClientEvent.ClientBoundToServer;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ClientEvent.ClientDeleted;
import io.countersign.registry.contract.ClientEvent.ClientDisabled;
import io.countersign.registry.contract.ClientEvent.ClientEnabled;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientSecretIssued;
import io.countersign.registry.contract.ClientEvent.ClientSecretRevoked;
import io.countersign.registry.contract.ClientEvent.ClientSecretRotated;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import io.countersign.registry.contract.ClientEvent.RegistrationTokenIssued;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ClientName} from the registry's topic; the name stays after the end, for history's sake. */
@Component
class ClientNameProjection extends AggregateProjection<ClientName, ClientEvent> {
    ClientNameProjection(@Qualifier("registryEvents") EventCatalog catalog) {
        super("named-clients", ClientName.class, catalog, ClientEvent.class);
    }

    @Override
    protected ClientName apply(@Nullable ClientName row, ClientEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ClientRegistered e -> new ClientName(e.organizationId(), e.name(), "ACTIVE", e.registrationMethod(),
                    e.registeredBy());
            case ClientUpdated e -> requireNonNull(row).named(e.name());
            case ClientMetadataDrifted e -> requireNonNull(row).named(e.name());
            case ClientDisabled _ -> requireNonNull(row).at("DISABLED");
            case ClientEnabled _ -> requireNonNull(row).at("ACTIVE");
            case ClientRevoked _,ClientDeleted _ -> requireNonNull(row).ended();
            case ClientSecretIssued _,ClientSecretRotated _,ClientSecretRevoked _ -> requireNonNull(row);
            case ClientBoundToServer _,ClientBindingChanged _,ClientUnboundFromServer _ -> requireNonNull(row);
            case RegistrationTokenIssued _ -> requireNonNull(row);
            case ClientApprovalRequested _,ClientApprovalRejected _ -> requireNonNull(row);
            case ClientConnectionsRevoked _ -> requireNonNull(row);
        };
    }
}
