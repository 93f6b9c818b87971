package io.countersign.events.projection;

/** The views of this service. */
public interface Views {
    /** @throws IllegalArgumentException when no projection of this service keeps such rows */
    <V> View<V> of(Class<V> rowType);
}
