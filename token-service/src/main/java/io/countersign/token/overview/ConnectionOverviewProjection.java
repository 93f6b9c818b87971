package io.countersign.token.overview;

import static java.util.Objects.requireNonNull;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.ConnectionFlagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ConnectionSucceeded;
import io.countersign.token.contract.ConnectionEvent.ConnectionUnflagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionUsed;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.ConnectionEvent.RefreshReuseDetected;
import io.countersign.token.contract.ConnectionEvent.TokenRevoked;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Folds a connection's events into its {@link ConnectionOverview}; a deleted one leaves the lists. */
@Component
class ConnectionOverviewProjection extends AggregateProjection<ConnectionOverview, ConnectionEvent> {
    ConnectionOverviewProjection(@Qualifier("connectionEvents") EventCatalog catalog) {
        super("connection-overview", ConnectionOverview.class, catalog, ConnectionEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("parties.organizationId"), Index.on("parties.projectId"), Index.on("parties.serverId"),
                Index.on("parties.clientId"), Index.on("parties.consentId"), Index.on("parties.subjectId"),
                Index.on("status", "endsAtMillis"), Index.on("parties.organizationId", "status", "end.at"));
    }

    @Override
    protected @Nullable ConnectionOverview apply(@Nullable ConnectionOverview row, ConnectionEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ConnectionAuthorized e -> ConnectionOverview.authorized(e);
            case ConnectionReauthorized e -> requireNonNull(row).reauthorized(e);
            case ConnectionUsed e -> requireNonNull(row).used(e.usedAt());
            case ConnectionFlagged e -> requireNonNull(row).flagged(e.flag(), true);
            case ConnectionUnflagged e -> requireNonNull(row).flagged(e.flag(), false);
            case TokenRevoked _,RefreshReuseDetected _,ConnectionSucceeded _ -> requireNonNull(row);
            case ConnectionExpired _ -> requireNonNull(row).expired();
            case ConnectionRevoked e -> requireNonNull(row).revoked(e, recorded.actor());
            case RevocationEnforced e -> requireNonNull(row).enforced(e);
            case ConnectionDeleted _ -> null;
        };
    }
}
