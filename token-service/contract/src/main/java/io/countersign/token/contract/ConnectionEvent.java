package io.countersign.token.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a connection, the unit of access and of revocation: one authorization of one client for one server. Topic
 * {@code countersign.token}, subject {@code con-…}.
 */
public sealed interface ConnectionEvent {
    String connectionId();

    /**
     * Access began.
     *
     * @param redirectUri   absent for machine clients
     * @param predecessorId the connection this one follows, when an earlier one of the same client and server ended
     */
    record ConnectionAuthorized(String connectionId, Parties parties, Terms terms, @Nullable String redirectUri,
            @Nullable String predecessorId, Instant authorizedAt) implements ConnectionEvent {
    }

    /** The connection was used; recorded at most every min(1 day, idle life / 10). */
    record ConnectionUsed(String connectionId, Instant usedAt) implements ConnectionEvent {
    }

    /** A reviewer's or detector's mark was set; it changes no access. */
    record ConnectionFlagged(String connectionId, String flag, Instant flaggedAt) implements ConnectionEvent {
    }

    /** A mark was taken off. */
    record ConnectionUnflagged(String connectionId, String flag, Instant unflaggedAt) implements ConnectionEvent {
    }

    /**
     * A refresh token was used again long after it had been exchanged: somebody else may have it (RFC 9700 section 4.14). A finding; the
     * connection's end follows in the same commit.
     *
     * @param chain      sequence of the authorization that began the chain of refresh tokens
     * @param generation of the token that was used again
     */
    record RefreshReuseDetected(String connectionId, long chain, long generation, Instant detectedAt) implements ConnectionEvent {
    }

    /**
     * The same installation was authorized again, with a connection of its own. Whoever uses this one within a day shows that it is another
     * installation; otherwise it ends as {@code SUPERSEDED}.
     */
    record ConnectionSucceeded(String connectionId, String successorId, Instant succeededAt) implements ConnectionEvent {
    }

    /** One access token of the connection is dead before its time (RFC 7009); the connection lives on. */
    record TokenRevoked(String connectionId, String jti, Instant expiresAt, ReasonCode reasonCode, Instant revokedAt)
            implements
                ConnectionEvent {
    }

    /** The connection's idle or absolute life ended at {@code expiredAt}; a new authorization may bring it back. */
    record ConnectionExpired(String connectionId, Lapse lapse, Instant expiredAt) implements ConnectionEvent {
    }

    /** An expired connection was authorized again under the same id. */
    record ConnectionReauthorized(String connectionId, Terms terms, Instant authorizedAt) implements ConnectionEvent {
    }

    /**
     * Access ended for ever; a later authorization makes a new connection.
     *
     * @param cause       id of the event this revocation follows from; absent when someone asked for it directly
     * @param coveredBy   what cuts the connection off in the access feed already; absent means that nothing does, and this end is fed
     * @param successorId the connection that took its place; with {@code SUPERSEDED} only
     * @param withdrawnConsentId the consent that its owner is to withdraw as well, because whoever ended the connection wished it; absent
     *                    where nobody did
     * @param breakGlass  true where a platform operator ended it, who has no other say in the organization; absent otherwise
     */
    record ConnectionRevoked(String connectionId, ReasonCode reasonCode, @Nullable String cause, @Nullable Covering coveredBy,
            @Nullable String successorId, @Nullable String withdrawnConsentId, @Nullable Boolean breakGlass,
            Instant revokedAt) implements ConnectionEvent {
        /** By whoever has a say in the organization. */
        public ConnectionRevoked(String connectionId, ReasonCode reasonCode, @Nullable String cause, @Nullable Covering coveredBy,
                @Nullable String successorId, @Nullable String withdrawnConsentId, Instant revokedAt) {
            this(connectionId, reasonCode, cause, coveredBy, successorId, withdrawnConsentId, null, revokedAt);
        }

        /** The consent is left as it is. */
        public ConnectionRevoked(String connectionId, ReasonCode reasonCode, @Nullable String cause, @Nullable Covering coveredBy,
                @Nullable String successorId, Instant revokedAt) {
            this(connectionId, reasonCode, cause, coveredBy, successorId, null, revokedAt);
        }
    }

    /**
     * A gateway refused the ended connection for the first time in its life.
     *
     * @param boot      the life of that gateway process
     * @param lagMillis from the relay's sending to its being in force at that gateway, by two clocks; -1 when it was not seen to arrive
     */
    record RevocationEnforced(String connectionId, String gateway, String boot, long lagMillis, Instant enforcedAt)
            implements
                ConnectionEvent {
    }

    /** The connection is hidden from lists; its history remains provable. */
    record ConnectionDeleted(String connectionId, ReasonCode reasonCode, Instant deletedAt) implements ConnectionEvent {
    }

    /**
     * An access key that was cut or has ended, and with it whatever rested on it.
     *
     * @param epoch below which everything is dead; absent when the key has ended, and everything with it
     */
    record Covering(String key, @Nullable Long epoch) {
    }

    /** Whose access a connection is. */
    enum SubjectType {
        MEMBER, CLIENT
    }

    /** Which of the two lives ended first. */
    enum Lapse {
        IDLE, ABSOLUTE
    }

    /** Why a connection or a token ended. Codes only: the log knows no free text. */
    enum ReasonCode {
        USER_REQUEST, ADMIN, SECURITY, LEAVER, ACCESS_DISABLED, CLIENT_REVOKED, CLIENT_UNBOUND, SERVER_DELETED, CONSENT_WITHDRAWN, CONSENT_REDUCED, SUPERSEDED, REVIEW, ANOMALY, POLICY, REUSE_DETECTED, FORCE_REAUTH, RETENTION, OTHER
    }
}
