package io.countersign.token.overview;

import io.countersign.token.connection.Life;
import io.countersign.token.contract.Parties;
import io.countersign.token.overview.ConnectionOverview.End;
import io.countersign.token.overview.ConnectionOverview.Enforcement;
import io.countersign.token.usage.Usage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
 */
record UsedConnection(Parties parties, Life life, String status, List<String> flags, @Nullable String predecessorId, long endsAtMillis,
        @Nullable End end, @Nullable Enforcement enforcement, Instant lastUsedAt, @Nullable Instant calledAt, Instant quietSince,
        @Nullable Instant scopeIdleSince) {
    static UsedConnection of(ConnectionOverview row, @Nullable Usage usage) {
        var life = row.life();
        var called = usage == null ? null : usage.lastCalledAt();
        return new UsedConnection(row.parties(), life, row.status(), row.flags(), row.predecessorId(), row.endsAtMillis(), row.end(),
                row.enforcement(), latest(life.lastUsedAt(), called), called, latest(life.authorizedAt(), called),
                scopeIdleSince(life, usage));
    }

    private static @Nullable Instant scopeIdleSince(Life life, @Nullable Usage usage) {
        return usage == null || usage.scopes().isEmpty()
                ? null
                : life.terms().scopes().stream().map(scope -> latest(life.authorizedAt(), usage.scopes().get(scope)))
                        .min(Comparator.naturalOrder()).orElse(null);
    }

    private static Instant latest(Instant one, @Nullable Instant other) {
        return Stream.of(one, other).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(one);
    }
}
