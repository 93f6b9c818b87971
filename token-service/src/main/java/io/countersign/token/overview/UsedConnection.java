package io.countersign.token.overview;

import io.countersign.token.connection.Lifetime;
import io.countersign.token.contract.Parties;
import io.countersign.token.overview.ConnectionOverview.End;
import io.countersign.token.overview.ConnectionOverview.Enforcement;
import io.countersign.token.usage.Usage;
import io.countersign.token.usage.ConnectionUse;
import io.countersign.token.usage.UsedDays;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its use, as it is searched: the fields of {@link ConnectionOverview} and what follows from the calls.
 *
 * @param lastUsedAt     the last call of a tool, the last refresh that was recorded, or the authorization, whichever was last
 * @param calledAt       the last call of a tool
 * @param quietSince     the last call, or the authorization where there was none since
 * @param scopeIdleSince since when the longest unused of its scopes was not taken by a call; absent where none ever was, as then nobody says
 *                       which tool takes which scope
 * @param days           how often it was called and refused, day by day
 */
record UsedConnection(Parties parties, Lifetime life, String status, List<String> flags, @Nullable String predecessorId, long endsAtMillis,
        @Nullable End end, @Nullable Enforcement enforcement, Instant lastUsedAt, @Nullable Instant calledAt, Instant quietSince,
        @Nullable Instant scopeIdleSince,
        UsedDays days) {
    static UsedConnection of(ConnectionOverview row, ConnectionUse used) {
        var life = row.life();
        var usage = used.usage();
        var called = usage == null ? null : usage.lastCalledAt();
        return new UsedConnection(row.parties(), life, row.status(), row.flags(), row.predecessorId(), row.endsAtMillis(), row.end(),
                row.enforcement(), latest(life.lastUsedAt(), called), called, latest(life.authorizedAt(), called),
                scopeIdleSince(life, usage), used.days());
    }

    /** Its days as numbers: how often it was called, refused, and refused for each reason. */
    Map<String, Long> perDay() {
        var numbers = new HashMap<String, Long>();
        days.days().forEach((date, day) -> {
            numbers.put(calls(date), day.calls());
            numbers.put(refused(date), day.refused().values().stream().mapToLong(Long::longValue).sum());
            day.refused().forEach((code, times) -> numbers.put(refused(date, code), times));
        });
        return numbers;
    }

    /** The number of calls on a day. */
    static String calls(LocalDate date) {
        return "calls." + date;
    }

    /** The number of refused calls on a day. */
    static String refused(LocalDate date) {
        return "refused." + date;
    }

    /** The number of calls refused for one reason on a day. */
    static String refused(LocalDate date, String code) {
        return refused(date) + "." + code;
    }

    private static @Nullable Instant scopeIdleSince(Lifetime life, @Nullable Usage usage) {
        return usage == null || usage.scopes().isEmpty()
                ? null
                : life.terms().scopes().stream().map(scope -> latest(life.authorizedAt(), usage.scopes().get(scope)))
                        .min(Comparator.naturalOrder()).orElse(null);
    }

    private static Instant latest(Instant one, @Nullable Instant other) {
        return Stream.of(one, other).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(one);
    }
}
