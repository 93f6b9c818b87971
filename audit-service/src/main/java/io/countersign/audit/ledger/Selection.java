package io.countersign.audit.ledger;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
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
        var name = String.valueOf(envelope.text("type"));
        return type.map(wanted -> wanted.contains(".") ? name.equals(wanted) : typePattern(wanted).matcher(name).find()).orElse(true)
                && from.map(time -> !envelope.time().isBefore(time)).orElse(true)
                && to.map(time -> envelope.time().isBefore(time)).orElse(true)
                && fields.entrySet().stream()
                        .allMatch(field -> field.getValue().equals(envelope.text(field.getKey().toLowerCase(Locale.ROOT))));
    }

    /** Asked of the index of entries. */
    Bson filter() {
        var parts = new ArrayList<Bson>();
        fields.forEach((field, value) -> parts.add(Filters.eq(field, value)));
        type.ifPresent(wanted -> parts.add(wanted.contains(".") ? Filters.eq("type", wanted) : Filters.regex("type", typePattern(wanted))));
        from.ifPresent(time -> parts.add(Filters.gte("time", Date.from(time))));
        to.ifPresent(time -> parts.add(Filters.lt("time", Date.from(time))));
        return parts.isEmpty() ? Filters.empty() : Filters.and(parts);
    }

    /** The record's name within the full type {@code <topic>.<name>.v<n>}. */
    private static Pattern typePattern(String name) {
        return Pattern.compile("\\." + Pattern.quote(name) + "\\.v[0-9]+$");
    }

    public boolean everything() {
        return described().isEmpty();
    }
}
