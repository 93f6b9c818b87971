package io.countersign.audit.ledger;

import io.countersign.events.criteria.Criteria;
import java.time.Instant;
import java.util.ArrayList;
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
    /** What a filter by type or id may look like: what was asked is recorded, and nobody writes free text into the log. */
    public static final String WORD = "[A-Za-z0-9._:#-]{0,200}";
    /** Everything. */
    public static final Selection ALL = new Selection(Optional.empty(), new TreeMap<>(), Optional.empty(), Optional.empty());

    public static Selection of(@Nullable String type, @Nullable String actor, @Nullable String subject, @Nullable String correlation,
            @Nullable Instant from, @Nullable Instant to) {
        var fields = new TreeMap<String, String>();
        put(fields, "actorId", actor);
        put(fields, "subject", subject);
        put(fields, "correlationId", correlation);
        return new Selection(Optional.ofNullable(type).filter(asked -> !asked.isEmpty()), fields, Optional.ofNullable(from),
                Optional.ofNullable(to));
    }

    /** What {@link #described} described. */
    public static Selection of(SortedMap<String, String> described) {
        var fields = new TreeMap<>(described);
        var type = Optional.ofNullable(fields.remove("type"));
        var from = Optional.ofNullable(fields.remove("from")).map(Instant::parse);
        var to = Optional.ofNullable(fields.remove("to")).map(Instant::parse);
        return new Selection(type, fields, from, to);
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

    /** The same question asked of one event. */
    public boolean matches(Envelope envelope) {
        return criteria().matches(Indexed.of(envelope, Belonging.NONE));
    }

    Criteria criteria() {
        var parts = new ArrayList<Criteria>();
        fields.forEach((field, value) -> parts.add(Criteria.equal(field, value)));
        type.ifPresent(wanted -> parts.add(Criteria.equal(wanted.contains(".") ? "type" : "name", wanted)));
        parts.add(Criteria.between("time", from.orElse(null), to.orElse(null)));
        return new Criteria.And(parts);
    }

    public boolean everything() {
        return described().isEmpty();
    }
}
