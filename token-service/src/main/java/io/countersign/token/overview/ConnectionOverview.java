package io.countersign.token.overview;

import io.countersign.web.api.Limits;
import io.countersign.web.passport.Actor;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.events.criteria.Criteria;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection as lists show it. Names and what others own are joined when read; the status is completed by the clock when read.
 *
 * @param endsAtMillis   when its life ends unless it is used before
 * @param revokedBy      who ended it, as an opaque id
 * @param firstEnforced  the first refusal a gateway reported
 */
public record ConnectionOverview(String organizationId, String projectId, String clientId, String serverId, String resource,
        String subjectType, String subjectId, List<String> scopes, String status, List<String> flags, SortedMap<String, Long> epochs,
        @Nullable String consentId, @Nullable String predecessorId, Instant authorizedAt, Instant lastUsedAt, long idleSeconds,
        @Nullable Long absoluteSeconds, long endsAtMillis, @Nullable Instant revokedAt, @Nullable Actor revokedBy,
        @Nullable String reasonCode, @Nullable String cause, @Nullable Instant firstEnforced, @Nullable Long enforcementLagMillis) {
    /** What was recorded before lives had bounds is read within them. */
    public ConnectionOverview {
        idleSeconds = Limits.idleSeconds(idleSeconds);
        absoluteSeconds = Limits.absoluteSeconds(absoluteSeconds);
    }

    static ConnectionOverview authorized(ConnectionAuthorized e) {
        return new ConnectionOverview(e.organizationId(), e.projectId(), e.clientId(), e.serverId(), e.resource(), e.subjectType().name(),
                e.subjectId(), List.copyOf(e.scopes()), "ACTIVE", List.of(), e.epochs(), e.consentId(), e.predecessorId(), e.authorizedAt(),
                e.authorizedAt(), e.idleSeconds(), e.absoluteSeconds(), ends(e.authorizedAt(), e.authorizedAt(), e.idleSeconds(),
                        e.absoluteSeconds()),
                null, null, null, null, null, null);
    }

    ConnectionOverview reauthorized(ConnectionReauthorized e) {
        return new ConnectionOverview(organizationId, projectId, clientId, serverId, resource, subjectType, subjectId,
                List.copyOf(e.scopes()), "ACTIVE", List.of(), e.epochs(), consentId, predecessorId, e.authorizedAt(), e.authorizedAt(),
                e.idleSeconds(), e.absoluteSeconds(), ends(e.authorizedAt(), e.authorizedAt(), e.idleSeconds(), e.absoluteSeconds()), null,
                null, null, null, null, null);
    }

    ConnectionOverview used(Instant at) {
        return new ConnectionOverview(organizationId, projectId, clientId, serverId, resource, subjectType, subjectId, scopes, status,
                flags, epochs, consentId, predecessorId, authorizedAt, at, idleSeconds, absoluteSeconds,
                ends(authorizedAt, at, idleSeconds, absoluteSeconds), revokedAt, revokedBy, reasonCode, cause, firstEnforced,
                enforcementLagMillis);
    }

    ConnectionOverview flagged(String flag, boolean set) {
        var others = flags.stream().filter(known -> !known.equals(flag));
        var changed = (set ? Stream.concat(others, Stream.of(flag)) : others).sorted().toList();
        return new ConnectionOverview(organizationId, projectId, clientId, serverId, resource, subjectType, subjectId, scopes, status,
                changed, epochs, consentId, predecessorId, authorizedAt, lastUsedAt, idleSeconds, absoluteSeconds, endsAtMillis, revokedAt,
                revokedBy, reasonCode, cause, firstEnforced, enforcementLagMillis);
    }

    ConnectionOverview expired() {
        return new ConnectionOverview(organizationId, projectId, clientId, serverId, resource, subjectType, subjectId, scopes, "EXPIRED",
                flags, epochs, consentId, predecessorId, authorizedAt, lastUsedAt, idleSeconds, absoluteSeconds, endsAtMillis, revokedAt,
                revokedBy, reasonCode, cause, firstEnforced, enforcementLagMillis);
    }

    ConnectionOverview revoked(ConnectionRevoked e, Actor by) {
        return new ConnectionOverview(organizationId, projectId, clientId, serverId, resource, subjectType, subjectId, scopes, "REVOKED",
                flags, epochs, consentId, predecessorId, authorizedAt, lastUsedAt, idleSeconds, absoluteSeconds, endsAtMillis,
                e.revokedAt(), by, e.reasonCode().name(), e.cause(), firstEnforced, enforcementLagMillis);
    }

    ConnectionOverview enforced(RevocationEnforced e) {
        return firstEnforced != null && !e.enforcedAt().isBefore(firstEnforced)
                ? this
                : new ConnectionOverview(organizationId, projectId, clientId, serverId, resource, subjectType, subjectId, scopes, status,
                        flags, epochs, consentId, predecessorId, authorizedAt, lastUsedAt, idleSeconds, absoluteSeconds, endsAtMillis,
                        revokedAt, revokedBy, reasonCode, cause, e.enforcedAt(), e.lagMillis());
    }

    /** Those whose life is over by the clock, though nothing says so yet. */
    public static Criteria lapsed(long nowMillis) {
        return Criteria.and(Criteria.equal("status", "ACTIVE"), Criteria.atMost("endsAtMillis", nowMillis));
    }

    /** Its status now: what lapsed by the clock is expired even before that was recorded. */
    String statusAt(Instant now) {
        return status.equals("ACTIVE") && now.toEpochMilli() >= endsAtMillis ? "EXPIRED" : status;
    }

    private static long ends(Instant authorizedAt, Instant usedAt, long idleSeconds, @Nullable Long absoluteSeconds) {
        var idle = usedAt.plusSeconds(Limits.idleSeconds(idleSeconds)).toEpochMilli();
        var absolute = Limits.absoluteSeconds(absoluteSeconds);
        return absolute == null ? idle : Math.min(idle, authorizedAt.plusSeconds(absolute).toEpochMilli());
    }
}
