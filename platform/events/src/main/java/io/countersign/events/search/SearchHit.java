package io.countersign.events.search;

import java.util.List;

/**
 * A row that was found and where it stands in the order that was asked for; what is asked for next may begin behind it.
 *
 * @param values by which it was compared, as many as the order has
 */
public record SearchHit(String id, List<Long> values) {
    public SearchHit {
        values = List.copyOf(values);
    }
}
