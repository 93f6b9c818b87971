package io.countersign.audit.ledger;

import io.countersign.events.criteria.Criteria;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for. Ids, types and times only: never free text.
 *
 * @param type   full type or the record's name, for example {@code ClientRevoked}
 * @param fields exact values of indexed fields
 * @param background readings of the log and reservations of values as well, which most readers are not after
 */
public record Selection(Optional<String> type, SortedMap<String, String> fields, Optional<Instant> from, Optional<Instant> to,
        boolean background) {
    /** What a filter by type or id may look like: what was asked is recorded, and nobody writes free text into the log. */
    public static final String WORD = "[A-Za-z0-9._:#-]{0,200}";
    /** Everything. */
    public static final Selection ALL = new Selection(Optional.empty(), new TreeMap<>(), Optional.empty(), Optional.empty(), true);
    private static final Set<String> BACKGROUND = Set.of("AuditQueried", "ValueReserved", "ValueReleased");

    public static Selection of(@Nullable String type, @Nullable String actor, @Nullable String subject, @Nullable String correlation,
            @Nullable Instant from, @Nullable Instant to) {
        var fields = new TreeMap<String, String>();
        put(fields, "actorId", actor);
        put(fields, "subject", subject);
        put(fields, "correlationId", correlation);
        return new Selection(Optional.ofNullable(type).filter(asked -> !asked.isEmpty()), fields, Optional.ofNullable(from),
                Optional.ofNullable(to), true);
    }

    /** The same without background; whoever asks for one type, one stream or one chain of causes gets all of it. */
    public Selection inForeground() {
        return type.isPresent() || fields.containsKey("subject") || fields.containsKey("correlationId")
                ? this
                : new Selection(type, fields, from, to, false);
    }

    /** What {@link #described} described. */
    public static Selection of(SortedMap<String, String> described) {
        var fields = new TreeMap<>(described);
        var type = Optional.ofNullable(fields.remove("type"));
        var from = Optional.ofNullable(fields.remove("from")).map(Instant::parse);
        var to = Optional.ofNullable(fields.remove("to")).map(Instant::parse);
        return new Selection(type, fields, from, to, true);
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
        return criteria().matches(Indexed.of(envelope, EventOwner.NONE));
    }

    Criteria criteria() {
        var parts = new ArrayList<Criteria>();
        fields.forEach((field, value) -> parts.add(Criteria.equal(field, value)));
        type.ifPresent(wanted -> parts.add(Criteria.equal(wanted.contains(".") ? "type" : "name", wanted)));
        if (!background) {
            parts.add(Criteria.not(Criteria.in("name", BACKGROUND)));
        }
        parts.add(Criteria.between("time", from.orElse(null), to.orElse(null)));
        return new Criteria.And(parts);
    }

    /** Whether it narrows to nothing but the foreground. */
    boolean unnarrowed() {
        return described().isEmpty();
    }
}
