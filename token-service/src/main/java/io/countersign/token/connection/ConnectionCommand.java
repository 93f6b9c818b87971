package io.countersign.token.connection;

import io.countersign.token.contract.ConnectionEvent.Covering;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a connection. */
public sealed interface ConnectionCommand {
    String connectionId();

    /** Opens the connection unless it exists; asking again changes nothing. */
    record AuthorizeConnection(@TargetAggregateIdentifier String connectionId, Parties parties, Terms terms, @Nullable String redirectUri,
            @Nullable String predecessorId) implements ConnectionCommand {
        /** The same, with a predecessor. */
        public AuthorizeConnection after(String predecessor) {
            return new AuthorizeConnection(connectionId, parties, terms, redirectUri, predecessor);
        }
    }

    /** Brings an expired connection back under its id. */
    record ReauthorizeConnection(@TargetAggregateIdentifier String connectionId, Terms terms) implements ConnectionCommand {
    }

    /** The connection was used at {@code usedAt}; recorded when a step has passed since the last record. */
    record RecordUse(@TargetAggregateIdentifier String connectionId, Instant usedAt) implements ConnectionCommand {
    }

    record FlagConnection(@TargetAggregateIdentifier String connectionId, String flag) implements ConnectionCommand {
    }

    record UnflagConnection(@TargetAggregateIdentifier String connectionId, String flag) implements ConnectionCommand {
    }

    /** Ends one access token before its time. */
    record RevokeToken(@TargetAggregateIdentifier String connectionId, String jti, Instant tokenExpiresAt,
            ReasonCode reasonCode) implements ConnectionCommand {
    }

    /** Records that a life has ended, if the clock says so. */
    record ExpireConnection(@TargetAggregateIdentifier String connectionId) implements ConnectionCommand {
    }

    /**
     * @param cause     id of the event this follows from; null when someone asked for it directly
     * @param coveredBy the cut that this follows from; believed only when the connection rests on its key
     * @param withdrawConsent whether the consent that it stands on is to be withdrawn as well; refused where there is none
     * @param breakGlass      whether a platform operator asks for it
     */
    record RevokeConnection(@TargetAggregateIdentifier String connectionId, ReasonCode reasonCode, @Nullable String cause,
            @Nullable Covering coveredBy, @Nullable String successorId, boolean withdrawConsent,
            boolean breakGlass) implements ConnectionCommand {
        /** The consent is left as it is. */
        public RevokeConnection(String connectionId, ReasonCode reasonCode, @Nullable String cause, @Nullable Covering coveredBy,
                @Nullable String successorId) {
            this(connectionId, reasonCode, cause, coveredBy, successorId, false, false);
        }

        /** Nothing covers this end: every gateway is informed of it. */
        public RevokeConnection(String connectionId, ReasonCode reasonCode, @Nullable String cause, @Nullable String successorId) {
            this(connectionId, reasonCode, cause, null, successorId);
        }

        /** Somebody asks for it. */
        public static RevokeConnection asked(String connectionId, ReasonCode reasonCode, boolean withdrawConsent) {
            return new RevokeConnection(connectionId, reasonCode, null, null, null, withdrawConsent, false);
        }

        /** A platform operator asks for it (domain.md 2.8). */
        public static RevokeConnection breakingGlass(String connectionId, ReasonCode reasonCode) {
            return new RevokeConnection(connectionId, reasonCode, null, null, null, false, true);
        }
    }

    /** The same installation was authorized again, with another connection. */
    record SucceedConnection(@TargetAggregateIdentifier String connectionId, String successorId) implements ConnectionCommand {
    }

    /** Ends the connection, if its successor is a day old and it was not used since. */
    record SupersedeConnection(@TargetAggregateIdentifier String connectionId) implements ConnectionCommand {
    }

    /** A refresh token was used again long after it had been exchanged: the finding and the end, in one. */
    record EndReusedConnection(@TargetAggregateIdentifier String connectionId, long chain, long generation) implements ConnectionCommand {
    }

    /**
     * A gateway refused what has ended or was cut; the first report per gateway and boot is recorded, be it before the connection's own end is.
     *
     * @param key the access key that stood in the way
     */
    record RecordEnforcement(@TargetAggregateIdentifier String connectionId, String key, String gateway, String boot, long lagMillis,
            Instant enforcedAt) implements ConnectionCommand {
    }

    record DeleteConnection(@TargetAggregateIdentifier String connectionId, ReasonCode reasonCode) implements ConnectionCommand {
    }
}
