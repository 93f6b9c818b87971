package io.countersign.events.projection;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Projection} of one kind of aggregate, named by the sealed type of its events.
 *
 * @param <V> the row
 * @param <E> the aggregate's events
 */
public abstract class AggregateProjection<V, E> implements Projection<V> {
    private final String name;
    private final Class<V> rowType;
    private final EventCatalog source;
    private final Class<E> events;

    protected AggregateProjection(String name, Class<V> rowType, EventCatalog source, Class<E> events) {
        this.name = name;
        this.rowType = rowType;
        this.source = source;
        this.events = events;
    }

    /** As {@link #apply(Object, Recorded)}; the event is what was recorded. */
    protected abstract @Nullable V apply(@Nullable V row, E event, Recorded<?> recorded);

    @Override
    public final @Nullable V apply(@Nullable V row, Recorded<?> recorded) {
        return apply(row, events.cast(recorded.event()), recorded);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Class<V> rowType() {
        return rowType;
    }

    @Override
    public final EventCatalog source() {
        return source;
    }

    @Override
    public final boolean accepts(Recorded<?> recorded) {
        return events.isInstance(recorded.event());
    }
}
