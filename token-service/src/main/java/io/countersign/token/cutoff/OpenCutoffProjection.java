package io.countersign.token.cutoff;

import static java.util.Objects.requireNonNull;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import io.countersign.token.contract.CutoffEvent;
import io.countersign.token.contract.CutoffEvent.CutoffAdvanced;
import io.countersign.token.contract.CutoffEvent.CutoffBegun;
import io.countersign.token.contract.CutoffEvent.CutoffFinished;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Which cuts there is work left for; a key whose last cut is finished leaves the list. */
@Component
class OpenCutoffProjection extends AggregateProjection<OpenCutoff, CutoffEvent> {
    OpenCutoffProjection(@Qualifier("connectionEvents") EventCatalog catalog) {
        super("open-cutoffs", OpenCutoff.class, catalog, CutoffEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("cuts"));
    }

    @Override
    protected @Nullable OpenCutoff apply(@Nullable OpenCutoff row, CutoffEvent event, Recorded<?> recorded) {
        return switch (event) {
            case CutoffBegun e -> new OpenCutoff(e.key(), recorded.organization(), recorded.correlationId(), recorded.position(),
                    row == null ? 1 : row.cuts() + 1);
            case CutoffAdvanced _ -> requireNonNull(row);
            case CutoffFinished _ -> requireNonNull(row).cuts() == 1 ? null : row.finished();
        };
    }
}
