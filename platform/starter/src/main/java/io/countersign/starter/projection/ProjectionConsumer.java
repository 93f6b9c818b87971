package io.countersign.starter.projection;

import io.countersign.starter.consumer.EventConsumer;
import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.projection.Rows.Stored;
import java.util.List;
import java.util.function.Supplier;

/** Feeds one view: the events of a poll are folded to one write per row. */
final class ProjectionConsumer<V> implements EventConsumer {
    private final Projection<V> projection;
    private final Supplier<Rows<V>> rows;

    /** @param rows the collection that is live now */
    ProjectionConsumer(Projection<V> projection, Supplier<Rows<V>> rows) {
        this.projection = projection;
        this.rows = rows;
    }

    @Override
    public String name() {
        return projection.name();
    }

    @Override
    public EventCatalog source() {
        return projection.source();
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return projection.accepts(recorded);
    }

    @Override
    public void consume(List<Recorded<?>> ofOneAggregate) {
        var aggregateId = ofOneAggregate.getFirst().aggregateId();
        var known = known(aggregateId);
        var folded = RowFold.fold(projection, known, ofOneAggregate);
        while (folded.sequence() != known.sequence()
                && !rows.get().advance(aggregateId, known.sequence(), folded.sequence(), folded.value())) {
            known = known(aggregateId);
            folded = RowFold.fold(projection, known, ofOneAggregate);
        }
        folded.raise();
    }

    private Stored<V> known(String aggregateId) {
        return rows.get().find(aggregateId).orElseGet(() -> new Stored<>(aggregateId, -1, null));
    }
}
