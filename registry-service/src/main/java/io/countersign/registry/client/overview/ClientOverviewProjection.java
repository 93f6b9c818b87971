package io.countersign.registry.client.overview;

import static java.util.Objects.requireNonNull;

import io.countersign.registry.client.Approval;
import io.countersign.registry.client.overview.ClientOverview.Asked;
import io.countersign.registry.client.overview.ClientOverview.Bound;
import io.countersign.registry.client.overview.ClientOverview.Secret;
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
import io.countersign.events.projection.Index;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ClientOverview}. */
@Component
class ClientOverviewProjection extends AggregateProjection<ClientOverview, ClientEvent> {
    ClientOverviewProjection(@Qualifier("registryCatalog") EventCatalog catalog) {
        super("client-overview", ClientOverview.class, catalog, ClientEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("organizationId"), Index.on("projectId"), Index.on("registeredBy"),
                Index.on("organizationId", "shownAs.group"),
                Index.on("status", "secrets.expiresAt"));
    }

    @Override
    protected @Nullable ClientOverview apply(@Nullable ClientOverview row, ClientEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ClientRegistered e -> ClientOverview.of(e, recorded.time());
            case RegistrationTokenIssued e -> requireNonNull(row);
            case ClientUpdated e -> requireNonNull(row).with(e, recorded.time());
            case ClientMetadataDrifted e -> requireNonNull(row).with(e, recorded.time());
            case ClientSecretIssued e ->
                requireNonNull(row).plus(new Secret(e.secretId(), e.secretSuffix(), recorded.time(), recorded.actor().id(), e.expiresAt()));
            case ClientSecretRotated e -> requireNonNull(row).eachSecret(secret -> secret.endingBy(e.earlierEndAt()))
                    .plus(new Secret(e.secretId(), e.secretSuffix(), recorded.time(), recorded.actor().id(), e.expiresAt()));
            case ClientSecretRevoked e -> requireNonNull(row).withoutSecret(e.secretId());
            case ClientDisabled e -> requireNonNull(row).in("DISABLED", e.reasonCode());
            case ClientEnabled e -> requireNonNull(row).in("ACTIVE", null);
            case ClientConnectionsRevoked e -> requireNonNull(row);
            case ClientRevoked e -> requireNonNull(row).in("REVOKED", e.reasonCode());
            case ClientDeleted e -> null;
            case ClientApprovalRequested e ->
                requireNonNull(row).plus(new Asked(e.serverId(), Approval.PENDING, recorded.actor().id(), recorded.time()));
            case ClientApprovalRejected e -> requireNonNull(row).rejected(e.serverId(),
                    new Asked(e.serverId(), Approval.REJECTED, recorded.actor().id(), recorded.time()));
            case ClientBoundToServer e ->
                requireNonNull(row).plus(new Bound(e.serverId(), List.copyOf(e.scopes()), recorded.time(), e.until()));
            case ClientBindingChanged e ->
                requireNonNull(row).plus(new Bound(e.serverId(), List.copyOf(e.scopes()), recorded.time(), e.until()));
            case ClientUnboundFromServer e -> requireNonNull(row).withoutBinding(e.serverId());
        };
    }
}
