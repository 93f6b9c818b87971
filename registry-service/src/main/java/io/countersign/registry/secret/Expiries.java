package io.countersign.registry.secret;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.web.key.KeyExpiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Tells how long the keys in the rows of a view will last: of active rows, what ends within thirty days or ended less than a day ago.
 *
 * @param kind  of the keys, as the metric names it
 * @param field of the row that holds their ends
 * @param ends  of a row, by the ids of its keys
 */
public record Expiries<V>(View<V> view, String kind, String field, Function<V, Map<String, Instant>> ends) {
    private static final Duration AHEAD = Duration.ofDays(30);
    private static final Duration BEHIND = Duration.ofDays(1);

    public void tell(KeyExpiry expiry, Clock clock) {
        var from = clock.instant().minus(BEHIND);
        var to = clock.instant().plus(AHEAD);
        var near = Criteria.and(Criteria.equal("status", "ACTIVE"), Criteria.between(field, from, to));
        var found = new HashMap<String, Instant>();
        view.all(near).forEach(row -> ends.apply(row.value()).forEach((id, end) -> {
            if (!end.isBefore(from) && end.isBefore(to)) {
                found.put(id, end);
            }
        }));
        expiry.tell(kind, found);
    }
}
