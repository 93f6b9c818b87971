package io.countersign.events.projection;

import io.countersign.events.projection.View.Row;
import java.util.List;

/**
 * What one replica keeps of a view for itself alone, because the database could not answer what is asked of it: an index, or names in
 * memory. {@link LocalViews} fills it from the rows and keeps it current; it is written by one thread at a time and read by many.
 *
 * @param <V> the row
 */
public interface LocalView<V> extends AutoCloseable {
    /** The row as it is now. */
    void put(Row<V> row);

    /** Some rows as they are now, for copies that join something to them in one batch. */
    default void putAll(List<Row<V>> rows) {
        rows.forEach(this::put);
    }

    /** The row is gone, or was never there. */
    void remove(String aggregateId);

    /** From now on readers see what was put and removed until now. */
    default void publish() {
    }

    @Override
    default void close() {
    }
}
