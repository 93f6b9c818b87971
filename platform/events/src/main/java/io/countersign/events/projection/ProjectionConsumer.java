package io.countersign.events.projection;

import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.RowFold.GapInEvents;
import io.countersign.events.projection.Rows.Stored;
import java.util.List;

/**
 * Feeds one view: the events of a poll are folded to one write per row. A first row and a gap make it look which generation is live: what
 * it knew of that may be old, and a row written to a generation that was replaced would be lost.
 */
final class ProjectionConsumer<V> implements EventConsumer {
    private final Projection<V> projection;
    private final MongoViews views;

    ProjectionConsumer(Projection<V> projection, MongoViews views) {
        this.projection = projection;
        this.views = views;
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
        try {
            consume(views.live(projection), ofOneAggregate);
        } catch (GapInEvents gap) {
            consume(views.fresh(projection), ofOneAggregate);
        }
    }

    private void consume(Rows<V> live, List<Recorded<?>> ofOneAggregate) {
        var aggregateId = ofOneAggregate.getFirst().aggregateId();
        for (var rows = live;; rows = views.live(projection)) {
            var known = known(rows, aggregateId);
            if (known.sequence() < 0) {
                rows = views.fresh(projection);
                known = known(rows, aggregateId);
            }
            var folded = RowFold.fold(projection, known, ofOneAggregate);
            if (folded.sequence() == known.sequence()
                    || rows.advance(aggregateId, known.sequence(), folded.sequence(), folded.value())) {
                folded.raise();
                return;
            }
        }
    }

    private static <V> Stored<V> known(Rows<V> rows, String aggregateId) {
        return rows.find(aggregateId).orElseGet(() -> new Stored<>(aggregateId, -1, null));
    }
}
