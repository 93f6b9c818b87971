package io.countersign.token.overview;

import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.projection.Projection;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.ConnectionFlagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ConnectionUnflagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionUsed;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.ConnectionEvent.TokenRevoked;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Folds a connection's events into its {@link ConnectionOverview}; a deleted one leaves the lists. */
@Component
class ConnectionOverviewProjection implements Projection<ConnectionOverview> {
    private final EventCatalog catalog;

    ConnectionOverviewProjection(@Qualifier("connectionEvents") EventCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "connection-overview";
    }

    @Override
    public Class<ConnectionOverview> rowType() {
        return ConnectionOverview.class;
    }

    @Override
    public EventCatalog source() {
        return catalog;
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return recorded.event() instanceof ConnectionEvent;
    }

    @Override
    public @Nullable ConnectionOverview apply(@Nullable ConnectionOverview row, Recorded<?> recorded) {
        var event = (ConnectionEvent) recorded.event();
        if (event instanceof ConnectionAuthorized authorized) {
            return ConnectionOverview.authorized(authorized);
        }
        var known = Objects.requireNonNull(row, recorded.aggregateId());
        return switch (event) {
            case ConnectionAuthorized e -> ConnectionOverview.authorized(e);
            case ConnectionReauthorized e -> known.reauthorized(e);
            case ConnectionUsed e -> known.used(e.usedAt());
            case ConnectionFlagged e -> known.flagged(e.flag(), true);
            case ConnectionUnflagged e -> known.flagged(e.flag(), false);
            case TokenRevoked _ -> known;
            case ConnectionExpired _ -> known.expired();
            case ConnectionRevoked e -> known.revoked(e, recorded.actor());
            case RevocationEnforced e -> known.enforced(e);
            case ConnectionDeleted _ -> null;
        };
    }
}
