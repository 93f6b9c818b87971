package io.countersign.events.criteria;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which records are asked for, whatever keeps them: a store translates the question, and a record at hand answers it itself. A field is
 * a record component, nested ones with a dot between; a list is met by any of its elements, a field without a value by no question.
 */
public sealed interface Criteria {
    /** Exactly this text; enums by their names. */
    record Equal(String field, String value) implements Criteria {
    }

    /** One of these texts. */
    record In(String field, Set<String> values) implements Criteria {
        public In {
            values = Set.copyOf(values);
        }
    }

    /**
     * Between two bounds.
     *
     * @param from  the least value, null for no such bound
     * @param below what every value is less than, null for no such bound
     */
    record Range<T extends Comparable<? super T>>(String field, Class<T> type, @Nullable T from, @Nullable T below)
            implements
                Criteria {
        boolean holds(Object value) {
            return type.isInstance(value) && (from == null || from.compareTo(type.cast(value)) <= 0)
                    && (below == null || below.compareTo(type.cast(value)) > 0);
        }
    }

    /** Contains this part, whatever the case of the letters. */
    record Text(String field, String part) implements Criteria {
    }

    /** All of these. */
    record And(List<Criteria> parts) implements Criteria {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one of these. */
    record Or(List<Criteria> parts) implements Criteria {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** Not this; what has no value at all is not it either. */
    record Not(Criteria part) implements Criteria {
    }

    static Criteria everything() {
        return and();
    }

    static Criteria nothing() {
        return or();
    }

    static Criteria equal(String field, String value) {
        return new Equal(field, value);
    }

    static Criteria in(String field, Set<String> values) {
        return new In(field, values);
    }

    static Criteria atMost(String field, long value) {
        return new Range<>(field, Long.class, null, Math.addExact(value, 1));
    }

    static Criteria above(String field, long value) {
        return new Range<>(field, Long.class, Math.addExact(value, 1), null);
    }

    /** From a time on and before another one, as far as they are given. */
    static Criteria between(String field, @Nullable Instant from, @Nullable Instant before) {
        return from == null && before == null ? everything() : new Range<>(field, Instant.class, from, before);
    }

    static Criteria and(Criteria... parts) {
        return new And(List.of(parts));
    }

    static Criteria or(Criteria... parts) {
        return new Or(List.of(parts));
    }

    static Criteria not(Criteria part) {
        return new Not(part);
    }

    /** The answer of one record. */
    default boolean matches(Record candidate) {
        return switch (this) {
            case Equal(var field, var value) -> Fields.values(candidate, field).anyMatch(value::equals);
            case In(var field, var values) -> Fields.values(candidate, field).anyMatch(values::contains);
            case Range<?> range -> Fields.values(candidate, range.field()).anyMatch(range::holds);
            case Text(var field, var part) ->
                Fields.values(candidate, field).anyMatch(value -> lower(value.toString()).contains(lower(part)));
            case And(var parts) -> parts.stream().allMatch(part -> part.matches(candidate));
            case Or(var parts) -> parts.stream().anyMatch(part -> part.matches(candidate));
            case Not(var part) -> !part.matches(candidate);
        };
    }

    /**
     * A misspelled field would be met by nothing, in silence.
     *
     * @throws IllegalArgumentException when it asks for a field that these records have not
     */
    default void requireKnown(Class<?> records) {
        fields().forEach(field -> Fields.require(records, field));
    }

    private Stream<String> fields() {
        return switch (this) {
            case Equal(var field, _) -> Stream.of(field);
            case In(var field, _) -> Stream.of(field);
            case Range<?> range -> Stream.of(range.field());
            case Text(var field, _) -> Stream.of(field);
            case And(var parts) -> parts.stream().flatMap(Criteria::fields);
            case Or(var parts) -> parts.stream().flatMap(Criteria::fields);
            case Not(var part) -> part.fields();
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
