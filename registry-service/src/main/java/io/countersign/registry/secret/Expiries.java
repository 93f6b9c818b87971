package io.countersign.registry.secret;

import com.mongodb.client.model.Filters;
import io.countersign.events.projection.View;
import io.countersign.web.api.PageRequest;
import io.countersign.web.key.KeyExpiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        var near = Filters.and(Filters.eq("row.status", "ACTIVE"), Filters.gte("row." + field, from.toString()),
                Filters.lt("row." + field, to.toString()));
        var found = new HashMap<String, Instant>();
        @Nullable
        String cursor = null;
        do {
            var page = view.list(near, new PageRequest(PageRequest.MAX_LIMIT, cursor));
            page.items().forEach(row -> ends.apply(row.value()).forEach((id, end) -> {
                if (!end.isBefore(from) && end.isBefore(to)) {
                    found.put(id, end);
                }
            }));
            cursor = page.nextCursor();
        } while (cursor != null);
        expiry.tell(kind, found);
    }
}
