package io.countersign.events.projection;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of one aggregate into one row. Pure: no clock, no I/O, nothing of another aggregate. The platform feeds it from the
 * topic, in order per aggregate, and writes effect and sequence in one conditional write, so repetition and replay change nothing.
 *
 * @param <V> the row, a record that Jackson can write and read
 */
public interface Projection<V> {
    /** Name of the view, also its collection and consumer name: lower case and dashes. */
    String name();

    Class<V> rowType();

    /** Whose topic feeds it. */
    EventCatalog source();

    /** What its lists are narrowed to, so that no list reads the whole view. */
    default List<Index> indexes() {
        return List.of();
    }

    /** Whether the aggregate's events belong to this view: the same answer for every event of one aggregate. Others are passed over. */
    boolean accepts(Recorded<?> recorded);

    /**
     * @param row the row before this event; null when there is none
     * @return the row after it; null leaves a tombstone
     */
    @Nullable
    V apply(@Nullable V row, Recorded<?> recorded);
}
