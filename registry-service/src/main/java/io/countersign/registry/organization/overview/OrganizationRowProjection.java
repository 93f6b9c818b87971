package io.countersign.registry.organization.overview;

import static java.util.Objects.requireNonNull;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.OrganizationEvent.ClientRegistrationPolicyChanged;
import io.countersign.registry.contract.OrganizationEvent.IdentityProviderLinked;
import io.countersign.registry.contract.OrganizationEvent.InitialAccessTokenIssued;
import io.countersign.registry.contract.OrganizationEvent.InitialAccessTokenRevoked;
import io.countersign.registry.contract.OrganizationEvent.LastOwnerLost;
import io.countersign.registry.contract.OrganizationEvent.OrganizationClosed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.OrganizationRenamed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationResumed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSettingsChanged;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSuspended;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link OrganizationRow}. */
@Component
class OrganizationRowProjection extends AggregateProjection<OrganizationRow, OrganizationEvent> {
    OrganizationRowProjection(@Qualifier("registryCatalog") EventCatalog catalog) {
        super("organizations", OrganizationRow.class, catalog, OrganizationEvent.class);
    }

    @Override
    protected OrganizationRow apply(@Nullable OrganizationRow row, OrganizationEvent event, Recorded<?> recorded) {
        return switch (event) {
            case OrganizationCreated e -> new OrganizationRow(e.organizationId(), e.slug(), e.name(), "ACTIVE", null, recorded.time());
            case OrganizationRenamed e -> requireNonNull(row).named(e.name());
            case IdentityProviderLinked e -> requireNonNull(row).linked(e.keycloakOrganizationId());
            case OrganizationSuspended _ -> requireNonNull(row).at("SUSPENDED");
            case OrganizationResumed _ -> requireNonNull(row).at("ACTIVE");
            case OrganizationClosed _ -> requireNonNull(row).at("CLOSED");
            case ClientRegistrationPolicyChanged _,OrganizationSettingsChanged _ -> requireNonNull(row);
            case InitialAccessTokenIssued _,InitialAccessTokenRevoked _ -> requireNonNull(row);
            case RoleGranted _,RoleWithdrawn _,LastOwnerLost _ -> requireNonNull(row);
        };
    }
}
