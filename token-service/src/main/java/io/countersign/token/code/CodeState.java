package io.countersign.token.code;

import io.countersign.access.EventSourcedState;
import io.countersign.token.contract.AuthorizationCodeEvent;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeIssued;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeRedeemed;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeReplayed;
import java.time.Instant;
import java.util.List;

/** The rule of an authorization code: none → ISSUED → REDEEMED → REPLAYED. */
sealed interface CodeState extends EventSourcedState<AuthorizationCodeEvent, CodeState> {
    static CodeState absent() {
        return new Absent();
    }

    /** There is no such code. */
    record Absent() implements CodeState {
    }

    /** Not used yet. */
    record Issued(AuthorizationCodeIssued facts) implements CodeState {
        boolean lives(Instant now) {
            return now.isBefore(facts.expiresAt());
        }
    }

    /** @param replayed whether a second use was recorded already */
    record Redeemed(AuthorizationCodeIssued facts, String connectionId, boolean replayed) implements CodeState {
    }

    /** Uses the code for a connection; empty when it was used before. */
    default List<AuthorizationCodeEvent> redeem(String codeId, String connectionId, Instant now) {
        return this instanceof Issued ? List.of(new AuthorizationCodeRedeemed(codeId, connectionId, now)) : List.of();
    }

    /** Tells a second use, once. */
    default List<AuthorizationCodeEvent> replay(String codeId, Instant now) {
        return this instanceof Redeemed used && !used.replayed()
                ? List.of(new AuthorizationCodeReplayed(codeId, used.connectionId(), now))
                : List.of();
    }

    @Override
    default CodeState evolve(AuthorizationCodeEvent event, long sequence) {
        return switch (event) {
            case AuthorizationCodeIssued e -> new Issued(e);
            case AuthorizationCodeRedeemed e -> new Redeemed(facts(), e.connectionId(), false);
            case AuthorizationCodeReplayed e -> new Redeemed(facts(), e.connectionId(), true);
        };
    }

    /** What the code was issued for. */
    default AuthorizationCodeIssued facts() {
        return switch (this) {
            case Issued issued -> issued.facts;
            case Redeemed redeemed -> redeemed.facts;
            case Absent _ -> throw new IllegalStateException("A code that was never issued has no facts");
        };
    }
}
