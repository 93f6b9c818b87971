package io.countersign.token.timeline;

import io.countersign.events.log.Recorded;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.ConnectionFlagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ConnectionSucceeded;
import io.countersign.token.contract.ConnectionEvent.ConnectionUnflagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionUsed;
import io.countersign.token.contract.ConnectionEvent.Lapse;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.RefreshReuseDetected;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.ConnectionEvent.TokenRevoked;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.web.passport.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact of a connection, without a person in clear.
 *
 * @param sequence            in the connection's stream
 * @param id                  of the event, as in the history of the organization
 * @param cause               id of the event or request that it follows from
 * @param otherConnectionId   the predecessor of an authorized one, the successor of one that was succeeded or superseded
 * @param jti                 of a token that ended before its time
 * @param enforcementLagMillis until a gateway refused what had been revoked; -1 when that gateway did not see it arrive
 */
record Fact(long sequence, String id, What what, Instant at, Actor actor, @Nullable ReasonCode reasonCode, @Nullable String cause,
        @Nullable String otherConnectionId, @Nullable String flag, @Nullable Lapse lapse, @Nullable String jti,
        @Nullable String gateway, @Nullable Long enforcementLagMillis) {
    /** What happened. */
    enum What {
        AUTHORIZED, REAUTHORIZED, USED, FLAGGED, UNFLAGGED, TOKEN_REVOKED, REUSE_DETECTED, SUCCEEDED, EXPIRED, REVOKED, ENFORCED, DELETED
    }

    static Fact of(Recorded<?> recorded, ConnectionEvent event) {
        var fact = new Fact(recorded.sequence(), recorded.id(), what(event), recorded.time(), recorded.actor(), null,
                recorded.causationId(), null, null, null, null, null, null);
        return switch (event) {
            case ConnectionAuthorized e -> fact.because(null, e.predecessorId());
            case ConnectionReauthorized _,ConnectionUsed _,RefreshReuseDetected _ -> fact;
            case ConnectionFlagged e -> fact.with(e.flag(), null, null);
            case ConnectionUnflagged e -> fact.with(e.flag(), null, null);
            case ConnectionExpired e -> fact.with(null, e.lapse(), null);
            case TokenRevoked e -> fact.because(e.reasonCode(), null).with(null, null, e.jti());
            case ConnectionSucceeded e -> fact.because(null, e.successorId());
            case ConnectionRevoked e -> fact.because(e.reasonCode(), e.successorId())
                    .with(Boolean.TRUE.equals(e.breakGlass()) ? ConnectionOverview.BREAK_GLASS : null, null, null);
            case ConnectionDeleted e -> fact.because(e.reasonCode(), null);
            case RevocationEnforced e -> fact.enforced(e.gateway(), e.lagMillis());
        };
    }

    private static What what(ConnectionEvent event) {
        return switch (event) {
            case ConnectionAuthorized _ -> What.AUTHORIZED;
            case ConnectionReauthorized _ -> What.REAUTHORIZED;
            case ConnectionUsed _ -> What.USED;
            case ConnectionFlagged _ -> What.FLAGGED;
            case ConnectionUnflagged _ -> What.UNFLAGGED;
            case TokenRevoked _ -> What.TOKEN_REVOKED;
            case RefreshReuseDetected _ -> What.REUSE_DETECTED;
            case ConnectionSucceeded _ -> What.SUCCEEDED;
            case ConnectionExpired _ -> What.EXPIRED;
            case ConnectionRevoked _ -> What.REVOKED;
            case RevocationEnforced _ -> What.ENFORCED;
            case ConnectionDeleted _ -> What.DELETED;
        };
    }

    private Fact because(@Nullable ReasonCode reason, @Nullable String other) {
        return new Fact(sequence, id, what, at, actor, reason, cause, other, flag, lapse, jti, gateway, enforcementLagMillis);
    }

    private Fact with(@Nullable String aFlag, @Nullable Lapse aLapse, @Nullable String aToken) {
        return new Fact(sequence, id, what, at, actor, reasonCode, cause, otherConnectionId, aFlag, aLapse, aToken, gateway,
                enforcementLagMillis);
    }

    private Fact enforced(String by, long lagMillis) {
        return new Fact(sequence, id, what, at, actor, reasonCode, cause, otherConnectionId, flag, lapse, jti, by, lagMillis);
    }
}
