package io.countersign.token.bulk;

import static java.util.Objects.requireNonNull;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import io.countersign.token.contract.BulkOperationEvent;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationAdvanced;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationCancelled;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationFinished;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationResumed;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationStarted;
import io.countersign.token.contract.BulkOperationEvent.BulkTargetsNamed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Folds an operation's events into its {@link BulkOperationOverview}. */
@Component
class BulkOperationOverviewProjection extends AggregateProjection<BulkOperationOverview, BulkOperationEvent> {
    BulkOperationOverviewProjection(@Qualifier("connectionEvents") EventCatalog catalog) {
        super("bulk-operations", BulkOperationOverview.class, catalog, BulkOperationEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("organizationId"), Index.on("status"));
    }

    @Override
    protected BulkOperationOverview apply(@Nullable BulkOperationOverview row, BulkOperationEvent event, Recorded<?> recorded) {
        return switch (event) {
            case BulkOperationStarted e -> BulkOperationOverview.started(e, recorded);
            case BulkTargetsNamed _ -> requireNonNull(row);
            case BulkOperationAdvanced e -> requireNonNull(row).advanced(e);
            case BulkOperationCancelled e -> requireNonNull(row).cancelled(e.cancelledAt());
            case BulkOperationResumed _ -> requireNonNull(row).resumed();
            case BulkOperationFinished e -> requireNonNull(row).finished(e.finishedAt());
        };
    }
}
