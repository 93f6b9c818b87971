package io.countersign.audit.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for. Ids, types and times only: never free text.
 *
 * @param type   full type or the record's name, for example {@code ClientRevoked}
 * @param fields exact values of indexed fields
 */
public record Selection(Optional<String> type, SortedMap<String, String> fields, Optional<Instant> from, Optional<Instant> to) {
    /** Everything. */
    public static final Selection ALL = new Selection(Optional.empty(), new TreeMap<>(), Optional.empty(), Optional.empty());

    public static Selection of(@Nullable String type, @Nullable String actor, @Nullable String subject, @Nullable String correlation,
            @Nullable Instant from, @Nullable Instant to) {
        var fields = new TreeMap<String, String>();
        put(fields, "actorId", actor);
        put(fields, "subject", subject);
        put(fields, "correlationId", correlation);
        return new Selection(Optional.ofNullable(type), fields, Optional.ofNullable(from), Optional.ofNullable(to));
    }

    private static void put(SortedMap<String, String> fields, String field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(field, value);
        }
    }

    /** As it is recorded and stands in exports. */
    public SortedMap<String, String> described() {
        var described = new TreeMap<>(fields);
        type.ifPresent(value -> described.put("type", value));
        from.ifPresent(value -> described.put("from", value.toString()));
        to.ifPresent(value -> described.put("to", value.toString()));
        return described;
    }

    public boolean everything() {
        return described().isEmpty();
    }
}
