package io.countersign.events.search;

/**
 * How many rows have one value.
 *
 * @param latest the greatest number that one of them has in a field that was named
 */
public record ValueCount(long count, long latest) {
    /** Nothing was counted. */
    public static final ValueCount NONE = new ValueCount(0, Long.MIN_VALUE);

    /** Both together. */
    public ValueCount plus(ValueCount other) {
        return new ValueCount(count + other.count, Math.max(latest, other.latest));
    }
}
