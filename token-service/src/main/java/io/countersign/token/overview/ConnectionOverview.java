package io.countersign.token.overview;

import io.countersign.web.passport.Actor;
import io.countersign.token.connection.Lifetime;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.Parties;
import io.countersign.events.criteria.Criteria;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection as lists show it. Names and what others own are joined when read; the status is completed by the clock when read.
 *
 * @param endsAtMillis when its life ends unless it is used before
 */
public record ConnectionOverview(Parties parties, Lifetime life, String status, List<String> flags, @Nullable String predecessorId,
        long endsAtMillis, @Nullable End end, @Nullable Enforcement enforcement) {
    /** Set where a platform operator ended it. */
    public static final String BREAK_GLASS = "BREAK_GLASS";

    /** @param by who ended it, as an opaque id */
    public record End(Instant at, Actor by, ReasonCode reasonCode, @Nullable String cause) {
    }

    /** The first refusal that a gateway reported. */
    public record Enforcement(Instant at, long lagMillis) {
    }

    static ConnectionOverview authorized(ConnectionAuthorized e) {
        return active(e.parties(), Lifetime.begun(e.terms(), e.authorizedAt()), e.predecessorId());
    }

    ConnectionOverview reauthorized(ConnectionReauthorized e) {
        return active(parties, Lifetime.begun(e.terms(), e.authorizedAt()), predecessorId);
    }

    private static ConnectionOverview active(Parties parties, Lifetime life, @Nullable String predecessorId) {
        return new ConnectionOverview(parties, life, "ACTIVE", List.of(), predecessorId, life.endsAt().toEpochMilli(), null, null);
    }

    ConnectionOverview used(Instant at) {
        var longer = life.used(at);
        return new ConnectionOverview(parties, longer, status, flags, predecessorId, longer.endsAt().toEpochMilli(), end, enforcement);
    }

    ConnectionOverview flagged(String flag, boolean set) {
        var others = flags.stream().filter(known -> !known.equals(flag));
        var changed = (set ? Stream.concat(others, Stream.of(flag)) : others).sorted().toList();
        return new ConnectionOverview(parties, life, status, changed, predecessorId, endsAtMillis, end, enforcement);
    }

    ConnectionOverview expired() {
        return new ConnectionOverview(parties, life, "EXPIRED", flags, predecessorId, endsAtMillis, end, enforcement);
    }

    ConnectionOverview revoked(ConnectionRevoked e, Actor by) {
        var raised = Boolean.TRUE.equals(e.breakGlass()) ? flagged(BREAK_GLASS, true).flags() : flags;
        return new ConnectionOverview(parties, life, "REVOKED", raised, predecessorId, endsAtMillis,
                new End(e.revokedAt(), by, e.reasonCode(), e.cause()), enforcement);
    }

    ConnectionOverview enforced(RevocationEnforced e) {
        return enforcement != null && !e.enforcedAt().isBefore(enforcement.at())
                ? this
                : new ConnectionOverview(parties, life, status, flags, predecessorId, endsAtMillis, end,
                        new Enforcement(e.enforcedAt(), e.lagMillis()));
    }

    /** Those whose life is over by the clock, though nothing says so yet. */
    public static Criteria lapsed(long nowMillis) {
        return Criteria.and(Criteria.equal("status", "ACTIVE"), Criteria.atMost("endsAtMillis", nowMillis));
    }

    /** Those of a status, by the clock. */
    public static Criteria is(String status, Instant now) {
        return switch (status) {
            case "ACTIVE" -> Criteria.and(Criteria.equal("status", "ACTIVE"), Criteria.above("endsAtMillis", now.toEpochMilli()));
            case "EXPIRED" -> Criteria.or(Criteria.equal("status", "EXPIRED"), lapsed(now.toEpochMilli()));
            default -> Criteria.equal("status", status);
        };
    }

    /** Its status now: what lapsed by the clock is expired even before that was recorded. */
    Status statusAt(Instant now) {
        return status.equals("ACTIVE") && now.toEpochMilli() >= endsAtMillis ? Status.EXPIRED : Status.valueOf(status);
    }
}
