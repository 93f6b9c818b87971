package io.countersign.token.overview;

import io.countersign.token.overview.ListOrders.Sorting;
import io.countersign.token.overview.Groups.Group;
import io.countersign.web.problem.ValidationFailed;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The order of groups: by one of their values, and by their ids where those are equal. */
record GroupOrder(String sort, boolean descending) {
    static GroupOrder of(Grouping grouping) {
        var sort = grouping.sort() == null ? "name" : grouping.sort();
        return new GroupOrder(sort, grouping.order() == null ? !sort.equals("name") : grouping.order().equals("desc"));
    }

    Comparator<Group> comparator() {
        var upward = values().thenComparing(Group::id);
        return descending ? upward.reversed() : upward;
    }

    private Comparator<Group> values() {
        return switch (sort) {
            case "total" -> Comparator.comparingLong(Group::total);
            case "active" -> Comparator.comparingLong(Group::active);
            case "expired" -> Comparator.comparingLong(Group::expired);
            case "revoked" -> Comparator.comparingLong(Group::revoked);
            case "lastUsedAt" -> Comparator.comparing(Group::lastUsedAt);
            default -> Comparator.comparing(group -> group.name().toLowerCase(Locale.ROOT));
        };
    }

    /** A cursor names no person: of groups in the order of their names it holds the id alone. */
    String place(Group last) {
        return (sort.equals("name") ? "" : value(last)) + "|" + last.id();
    }

    private String value(Group group) {
        return switch (sort) {
            case "total" -> Long.toString(group.total());
            case "active" -> Long.toString(group.active());
            case "expired" -> Long.toString(group.expired());
            case "revoked" -> Long.toString(group.revoked());
            default -> group.lastUsedAt().toString();
        };
    }

    /**
     * Those behind a place; all of them where there is none.
     *
     * @param names what the group with an id is called now
     */
    Predicate<Group> behind(@Nullable String place, UnaryOperator<String> names) {
        if (place == null) {
            return _ -> true;
        }
        var last = last(place, names);
        return group -> comparator().compare(group, last) > 0;
    }

    private Group last(String place, UnaryOperator<String> names) {
        var at = place.indexOf('|');
        var id = place.substring(at + 1);
        try {
            if (sort.equals("name")) {
                return new Group(id, names.apply(id), null, 0, 0, 0, 0, Instant.EPOCH);
            }
            var value = place.substring(0, at);
            if (sort.equals("lastUsedAt")) {
                return new Group(id, id, null, 0, 0, 0, 0, Instant.parse(value));
            }
            var count = Long.parseLong(value);
            return new Group(id, id, null, count, count, count, count, Instant.EPOCH);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException foreign) {
            throw new ValidationFailed("cursor", "must be the nextCursor of an earlier page of the same list with the same filters");
        }
    }

    /**
     * How connections are put together.
     *
     * @param by what those of one group have in common
     */
    record Grouping(@Schema(allowableValues = {
            "client", "member", "server", "project"}) @NotNull @Pattern(regexp = "client|member|server|project", message = Sorting.ONE_OF
                    + "client, member, server, project") String by,
            @Schema(defaultValue = "name", allowableValues = {"name", "total", "active", "expired", "revoked",
                    "lastUsedAt"}) @Pattern(regexp = "name|total|active|expired|revoked|lastUsedAt", message = Sorting.ONE_OF
                            + "name, total, active, expired, revoked, lastUsedAt") @Nullable String sort,
            @Schema(description = "Absent: asc for name, otherwise desc", allowableValues = {"asc",
                    "desc"}) @Pattern(regexp = "asc|desc", message = Sorting.ONE_OF + "asc, desc") @Nullable String order) {
    }
}
