package io.countersign.events.criteria;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * {@link Criteria} in the words of MongoDB.
 *
 * @param prefix where the fields stand in a document, empty or with a dot at its end
 * @param times  as they are stored
 */
public record MongoCriteria(String prefix, Function<Instant, Object> times) {
    public Bson filter(Criteria criteria) {
        return switch (criteria) {
            case Criteria.Equal(var field, var value) -> Filters.eq(prefix + field, value);
            case Criteria.In(var field, var values) -> Filters.in(prefix + field, values);
            case Criteria.Range<?>(var field, _, var from, var below) -> range(prefix + field, from, below);
            case Criteria.Text(var field, var part) ->
                Filters.regex(prefix + field, Pattern.compile(Pattern.quote(part), Pattern.CASE_INSENSITIVE));
            case Criteria.And(var parts) ->
                and(parts.stream().filter(part -> !part.equals(Criteria.everything())).map(this::filter).toList());
            case Criteria.Or(var parts) ->
                parts.isEmpty() ? Filters.in("_id", List.of()) : Filters.or(parts.stream().map(this::filter).toList());
            case Criteria.Not(var part) -> Filters.nor(filter(part));
        };
    }

    private Bson range(String field, @Nullable Object from, @Nullable Object below) {
        var bounds = new ArrayList<Bson>();
        if (from != null) {
            bounds.add(Filters.gte(field, stored(from)));
        }
        if (below != null) {
            bounds.add(Filters.lt(field, stored(below)));
        }
        return and(bounds);
    }

    private static Bson and(List<Bson> filters) {
        return switch (filters.size()) {
            case 0 -> Filters.empty();
            case 1 -> filters.getFirst();
            default -> Filters.and(filters);
        };
    }

    private Object stored(Object value) {
        return value instanceof Instant time ? times.apply(time) : value;
    }
}
