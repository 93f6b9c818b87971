package io.countersign.token.installation;

import static java.util.Objects.requireNonNull;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import io.countersign.token.connection.Successor;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ConnectionSucceeded;
import io.countersign.token.contract.ConnectionEvent.ConnectionUsed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Which connections have a successor and wait for their day to pass. */
@Component
class SuccessionProjection extends AggregateProjection<Succession, ConnectionEvent> {
    SuccessionProjection(@Qualifier("connectionEvents") EventCatalog catalog) {
        super("connection-successions", Succession.class, catalog, ConnectionEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("dueMillis"));
    }

    @Override
    protected @Nullable Succession apply(@Nullable Succession row, ConnectionEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ConnectionAuthorized e -> new Succession(e.parties().organizationId(), null, null);
            case ConnectionSucceeded e -> new Succession(requireNonNull(row).organizationId(), e.succeededAt(),
                    e.succeededAt().plus(Successor.TRIAL).toEpochMilli());
            case ConnectionUsed e -> requireNonNull(row).since() != null && e.usedAt().isAfter(row.since()) ? over(row) : row;
            case ConnectionReauthorized _,ConnectionExpired _,ConnectionRevoked _ -> over(requireNonNull(row));
            case ConnectionDeleted _ -> null;
            default -> requireNonNull(row);
        };
    }

    private static Succession over(Succession row) {
        return new Succession(row.organizationId(), null, null);
    }
}
