package io.countersign.consent.decision.overview;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentEvent.ConsentAbandoned;
import io.countersign.consent.contract.ConsentEvent.ConsentDenied;
import io.countersign.consent.contract.ConsentEvent.ConsentGranted;
import io.countersign.consent.contract.ConsentEvent.ConsentReduced;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ConsentOverview}. */
@Component
class ConsentOverviewProjection extends AggregateProjection<ConsentOverview, ConsentEvent> {
    ConsentOverviewProjection(@Qualifier("consentCatalog") EventCatalog catalog) {
        super("consent-overview", ConsentOverview.class, catalog, ConsentEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("organizationId"), Index.on("userId"), Index.on("serverId"), Index.on("clientId"));
    }

    @Override
    protected @Nullable ConsentOverview apply(@Nullable ConsentOverview row, ConsentEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ConsentGranted e -> new ConsentOverview(e.consentId(), e.organizationId(), e.userId(), e.clientId(), e.serverId(),
                    "GRANTED", granted(row, e.grantedScopes()), List.copyOf(e.declinedOptional()), e.basis().name(), e.version(),
                    recorded.time(), null, null, null);
            case ConsentWithdrawn e -> row == null
                    ? null
                    : new ConsentOverview(row.id(), row.organizationId(), row.userId(), row.clientId(), row.serverId(), "WITHDRAWN",
                            row.scopes(), row.declinedOptional(), row.basis(), row.consentVersion(), row.grantedAt(), recorded.time(),
                            recorded.actor().id(), e.reasonCode().name());
            case ConsentReduced e -> row == null
                    ? null
                    : new ConsentOverview(row.id(), row.organizationId(), row.userId(), row.clientId(), row.serverId(), row.status(),
                            List.copyOf(e.scopes()), row.declinedOptional(), row.basis(), row.consentVersion(), row.grantedAt(), null,
                            null, null);
            case ConsentDenied _,ConsentAbandoned _ -> row;
        };
    }

    private static List<String> granted(@Nullable ConsentOverview row, Collection<String> now) {
        var all = new TreeSet<>(now);
        if (row != null && row.status().equals("GRANTED")) {
            all.addAll(row.scopes());
        }
        return List.copyOf(all);
    }
}
