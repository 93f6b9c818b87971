package io.countersign.events.search;

/**
 * How many rows have one value.
 *
 * @param latest the greatest number that one of them has in a field that was named
 */
public record Tally(long count, long latest) {
    /** Nothing was counted. */
    public static final Tally NONE = new Tally(0, Long.MIN_VALUE);

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(count + other.count, Math.max(latest, other.latest));
    }
}
