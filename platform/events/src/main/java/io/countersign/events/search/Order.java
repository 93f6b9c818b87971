package io.countersign.events.search;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * In which order rows are found: by some of their fields, and by their ids where those are equal.
 *
 * @param descending all of it
 */
public record Order(List<By> by, boolean descending) {
    public Order {
        by = List.copyOf(by);
    }

    /** What rows are compared by; a row without a value stands before all others. */
    public sealed interface By {
    }

    /** A number of the row. */
    public record Value(String field) implements By {
    }

    /**
     * What a keyword of the row ranks as, by what it is called for example.
     *
     * @param rank of a value, at least 0
     */
    public record Rank(String field, ToLongFunction<String> rank) implements By {
    }
}
