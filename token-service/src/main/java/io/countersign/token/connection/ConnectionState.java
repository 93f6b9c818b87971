package io.countersign.token.connection;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessState;
import io.countersign.access.EventSourcedState;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.DeleteConnection;
import io.countersign.token.connection.ConnectionCommand.EndReusedConnection;
import io.countersign.token.connection.ConnectionCommand.ExpireConnection;
import io.countersign.token.connection.ConnectionCommand.FlagConnection;
import io.countersign.token.connection.ConnectionCommand.ReauthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RecordEnforcement;
import io.countersign.token.connection.ConnectionCommand.RecordUse;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeToken;
import io.countersign.token.connection.ConnectionCommand.UnflagConnection;
import io.countersign.token.connection.ConnectionCommand.SucceedConnection;
import io.countersign.token.connection.ConnectionCommand.SupersedeConnection;
import io.countersign.token.contract.ConnectionEvent.ConnectionSucceeded;
import io.countersign.token.connection.ConnectionRefused.Reason;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.ConnectionFlagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ConnectionUnflagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionUsed;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.RefreshReuseDetected;
import io.countersign.token.contract.ConnectionEvent.Covering;
import io.countersign.token.contract.ConnectionEvent.TokenRevoked;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a connection. Transitions: none → ACTIVE (authorized) → EXPIRED (a life ended) → ACTIVE (authorized again); ACTIVE, EXPIRED →
 * REVOKED (terminal for access); EXPIRED, REVOKED → DELETED.
 */
public sealed interface ConnectionState extends EventSourcedState<ConnectionEvent, ConnectionState> {
    static ConnectionState absent() {
        return new Absent();
    }

    /** Nothing was authorized yet. */
    record Absent() implements ConnectionState {
    }

    /**
     * Access stands as long as its life lasts and no key that it rests on was cut.
     *
     * @param chain     sequence of the authorization in the connection's stream; refresh tokens of an earlier one are no good
     * @param successor the same installation was authorized again
     */
    record Active(String connectionId, Parties parties, Lifetime life, long chain, @Nullable Successor successor,
            ConnectionAnnotations annotations, AccessState access) implements ConnectionState {
        private Active marked(ConnectionAnnotations changed) {
            return new Active(connectionId, parties, life, chain, successor, changed, access);
        }

        private Active used(Instant at) {
            return new Active(connectionId, parties, life.used(at), chain, successor, annotations, access);
        }

        private Active succeeded(Successor by) {
            return new Active(connectionId, parties, life, chain, by, annotations, access);
        }

        public Terms terms() {
            return life.terms();
        }

        /** Whether a use at {@code at} is to be recorded: now and then, and the first beside a successor. */
        public boolean useDue(Instant at) {
            return (successor != null && !usedSince(successor) && at.isAfter(successor.since())) || life.useDue(at);
        }

        private boolean usedSince(Successor begun) {
            return life.lastUsedAt().isAfter(begun.since());
        }

        /** The end, where nobody used it for a day while its successor was there. */
        private List<ConnectionEvent> superseded(Instant now) {
            return successor != null && !usedSince(successor) && !now.isBefore(successor.since().plus(Successor.TRIAL))
                    ? List.of(new ConnectionRevoked(connectionId, ReasonCode.SUPERSEDED, null, null, successor.connectionId(), now))
                    : List.of();
        }
    }

    /** A life ended; the access tokens of before are dead, an authorization may bring the connection back. */
    record Expired(Parties parties, AccessState access) implements ConnectionState {
    }

    /** Access is over for ever, and with it the consent it stood on where that was wished. */
    record Revoked(Parties parties, ConnectionAnnotations annotations, AccessState access,
            boolean consentWithdrawn) implements ConnectionState {
    }

    /** Hidden from lists as well. */
    record Deleted(AccessState access) implements ConnectionState {
    }

    /** What the command makes true now; empty when nothing changes. */
    default List<ConnectionEvent> decide(ConnectionCommand command, Instant now) {
        return switch (this) {
            case Absent _ -> switch (command) {
                case AuthorizeConnection authorize -> List.of(authorized(authorize, now));
                default -> throw new ConnectionRefused(Reason.UNKNOWN);
            };
            case Active active -> active(active, command, now);
            case Expired expired -> expired(expired, command, now);
            case Revoked revoked -> revoked(revoked, command, now);
            case Deleted _ -> switch (command) {
                case RecordUse _,RevokeConnection _,ExpireConnection _,RecordEnforcement _,EndReusedConnection _,SucceedConnection _,SupersedeConnection _ ->
                    List.of();
                default -> throw new ConnectionRefused(Reason.UNKNOWN);
            };
        };
    }

    private static List<ConnectionEvent> active(Active active, ConnectionCommand command, Instant now) {
        var id = command.connectionId();
        return switch (command) {
            case AuthorizeConnection _ -> List.of();
            case ReauthorizeConnection _ -> throw new ConnectionRefused(Reason.NOT_EXPIRED);
            case RecordUse use -> active.life().lapse(now).isEmpty() && active.useDue(use.usedAt())
                    ? List.of(new ConnectionUsed(id, use.usedAt().isAfter(now) ? now : use.usedAt()))
                    : List.of();
            case FlagConnection flag -> active.annotations().flags().contains(flag.flag())
                    ? List.of()
                    : List.of(new ConnectionFlagged(id, flag.flag(), now));
            case UnflagConnection flag -> active.annotations().flags().contains(flag.flag())
                    ? List.of(new ConnectionUnflagged(id, flag.flag(), now))
                    : List.of();
            case RevokeToken token -> active.annotations().revokedTokens().containsKey(token.jti()) || token.tokenExpiresAt().isBefore(now)
                    ? List.of()
                    : List.of(new TokenRevoked(id, token.jti(), token.tokenExpiresAt(), token.reasonCode(), now));
            case ExpireConnection _ -> active.life().lapse(now)
                    .<List<ConnectionEvent>>map(lapse -> List.of(new ConnectionExpired(id, lapse, active.life().endsAt())))
                    .orElse(List.of());
            case RevokeConnection revoke -> List.of(revoked(revoke, active.parties(), covering(revoke, active.life()), now));
            case EndReusedConnection reused -> reused(reused, now);
            case SucceedConnection by -> List.of(new ConnectionSucceeded(id, by.successorId(), now));
            case SupersedeConnection _ -> active.superseded(now);
            case RecordEnforcement report -> active.terms().epochs().containsKey(report.key())
                    ? enforced(active.annotations(), report)
                    : List.of();
            case DeleteConnection delete -> active.life().lapse(now).<List<ConnectionEvent>>map(lapse -> List.of(
                    new ConnectionExpired(id, lapse, active.life().endsAt()), new ConnectionDeleted(id, delete.reasonCode(), now)))
                    .orElseThrow(() -> new ConnectionRefused(Reason.STILL_ACTIVE));
        };
    }

    private static List<ConnectionEvent> expired(Expired expired, ConnectionCommand command, Instant now) {
        return switch (command) {
            case ReauthorizeConnection again -> List.of(new ConnectionReauthorized(again.connectionId(), again.terms(), now));
            case RevokeConnection revoke -> List.of(revoked(revoke, expired.parties(), null, now));
            case EndReusedConnection reused -> reused(reused, now);
            case DeleteConnection delete -> List.of(new ConnectionDeleted(delete.connectionId(), delete.reasonCode(), now));
            case AuthorizeConnection _ -> throw new ConnectionRefused(Reason.ENDED);
            case FlagConnection _,UnflagConnection _ -> throw new ConnectionRefused(Reason.ENDED);
            case RecordUse _,RevokeToken _,ExpireConnection _,RecordEnforcement _,SucceedConnection _,SupersedeConnection _ -> List.of();
        };
    }

    private static List<ConnectionEvent> revoked(Revoked revoked, ConnectionCommand command, Instant now) {
        return switch (command) {
            case RecordEnforcement report -> enforced(revoked.annotations(), report);
            case DeleteConnection delete -> List.of(new ConnectionDeleted(delete.connectionId(), delete.reasonCode(), now));
            case AuthorizeConnection _,ReauthorizeConnection _ -> throw new ConnectionRefused(Reason.ENDED);
            case FlagConnection _,UnflagConnection _ -> throw new ConnectionRefused(Reason.ENDED);
            case RevokeConnection revoke when revoke.withdrawConsent() && !revoked.consentWithdrawn() ->
                throw new ConnectionRefused(Reason.ENDED);
            case RecordUse _,RevokeToken _,ExpireConnection _,RevokeConnection _,EndReusedConnection _,SucceedConnection _,SupersedeConnection _ ->
                List.of();
        };
    }

    private static List<ConnectionEvent> enforced(ConnectionAnnotations known, RecordEnforcement report) {
        return known.enforcedBy(report.gateway(), report.boot())
                ? List.of()
                : List.of(new RevocationEnforced(report.connectionId(), report.gateway(), report.boot(), report.lagMillis(),
                        report.enforcedAt()));
    }

    private static ConnectionAuthorized authorized(AuthorizeConnection c, Instant now) {
        return new ConnectionAuthorized(c.connectionId(), c.parties(), c.terms(), c.redirectUri(), c.predecessorId(), now);
    }

    private static List<ConnectionEvent> reused(EndReusedConnection c, Instant now) {
        return List.of(new RefreshReuseDetected(c.connectionId(), c.chain(), c.generation(), now),
                new ConnectionRevoked(c.connectionId(), ReasonCode.REUSE_DETECTED, null, null, null, now));
    }

    private static ConnectionRevoked revoked(RevokeConnection c, Parties parties, @Nullable Covering covering, Instant now) {
        if (c.withdrawConsent() && parties.consentId() == null) {
            throw new ConnectionRefused(Reason.NO_CONSENT);
        }
        if (c.reasonCode() == ReasonCode.FORCE_REAUTH && c.cause() == null && parties.subjectType() != SubjectType.MEMBER) {
            throw new ConnectionRefused(Reason.NO_LOGIN);
        }
        return new ConnectionRevoked(c.connectionId(), c.reasonCode(), c.cause(), covering, c.successorId(),
                c.withdrawConsent() ? parties.consentId() : null, c.breakGlass() ? true : null, now);
    }

    /** What the command says covers the connection, if its life rests on that too. */
    private static @Nullable Covering covering(RevokeConnection command, Lifetime life) {
        return command.coveredBy() != null && life.restsOn(command.coveredBy()) ? command.coveredBy() : null;
    }

    @Override
    default ConnectionState evolve(ConnectionEvent event, long sequence) {
        return switch (event) {
            case ConnectionAuthorized e -> new Active(e.connectionId(), e.parties(), Lifetime.begun(e.terms(), e.authorizedAt()), sequence,
                    null, ConnectionAnnotations.NONE, AccessState.OPEN);
            case ConnectionReauthorized e ->
                new Active(e.connectionId(), known().orElseThrow(), Lifetime.begun(e.terms(), e.authorizedAt()),
                        sequence, null, ConnectionAnnotations.NONE, access().resume());
            case ConnectionUsed e -> this instanceof Active a ? a.used(e.usedAt()) : this;
            case ConnectionFlagged e -> this instanceof Active a ? a.marked(a.annotations().flag(e.flag())) : this;
            case ConnectionUnflagged e -> this instanceof Active a ? a.marked(a.annotations().unflag(e.flag())) : this;
            case TokenRevoked e -> this instanceof Active a ? a.marked(a.annotations().revoke(e, sequence)) : this;
            case ConnectionSucceeded e -> this instanceof Active a ? a.succeeded(new Successor(e.successorId(), e.succeededAt())) : this;
            case RefreshReuseDetected _ -> this;
            case ConnectionExpired _ -> new Expired(known().orElseThrow(), access().cut(sequence).pause());
            case ConnectionRevoked e ->
                new Revoked(known().orElseThrow(), this instanceof Active a ? a.annotations().atTheEnd() : ConnectionAnnotations.NONE,
                        access().end(), e.withdrawnConsentId() != null);
            case RevocationEnforced e -> switch (this) {
                case Active a -> a.marked(a.annotations().enforced(e));
                case Revoked r -> new Revoked(r.parties(), r.annotations().enforced(e), r.access(), r.consentWithdrawn());
                case Absent _,Expired _,Deleted _ -> this;
            };
            case ConnectionDeleted _ -> new Deleted(access().end());
        };
    }

    /** An end that says what covers it is book-keeping. Every other one is fed, whatever its reason and its cause. */
    @Override
    default List<AccessEntry> accessEntries(ConnectionEvent event, long sequence) {
        return switch (event) {
            case TokenRevoked e -> List.of(new AccessEntry(AccessKeys.token(e.connectionId(), e.jti()), 0, false, true, sequence));
            case ConnectionRevoked e -> e.coveredBy() == null ? List.of(entry(e.connectionId(), sequence)) : List.of();
            case ConnectionExpired e -> List.of(entry(e.connectionId(), sequence));
            case ConnectionReauthorized e -> List.of(entry(e.connectionId(), sequence));
            case ConnectionDeleted e -> List.of(entry(e.connectionId(), sequence));
            case ConnectionAuthorized _,ConnectionUsed _,ConnectionFlagged _,ConnectionUnflagged _,ConnectionSucceeded _,RefreshReuseDetected _,RevocationEnforced _ ->
                List.of();
        };
    }

    /** The access state of the connection itself. */
    default AccessState access() {
        return switch (this) {
            case Absent _ -> AccessState.OPEN;
            case Active a -> a.access;
            case Expired e -> e.access;
            case Revoked r -> r.access;
            case Deleted d -> d.access;
        };
    }

    default AccessEntry entry(String connectionId, long version) {
        return access().entry(AccessKeys.connection(connectionId), version);
    }

    /** Whose next authorization takes a fresh login: the end of a person's connection was asked for with that. */
    default Optional<Parties> loginDemandedBy(RevokeConnection command) {
        return command.reasonCode() == ReasonCode.FORCE_REAUTH && (this instanceof Active || this instanceof Expired)
                ? known().filter(parties -> parties.subjectType() == SubjectType.MEMBER)
                : Optional.empty();
    }

    /** Who is connected; empty before the first authorization and after deletion. */
    default Optional<Parties> known() {
        return switch (this) {
            case Active a -> Optional.of(a.parties);
            case Expired e -> Optional.of(e.parties);
            case Revoked r -> Optional.of(r.parties);
            case Absent _,Deleted _ -> Optional.empty();
        };
    }
}
