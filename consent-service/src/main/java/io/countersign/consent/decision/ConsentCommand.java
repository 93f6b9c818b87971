package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentBasis;
import io.countersign.consent.contract.ReasonCode;
import java.util.SortedSet;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a consent. */
public sealed interface ConsentCommand {
    String consentId();

    /** What answers an authorization request, which can be done once. */
    sealed interface Answer extends ConsentCommand {
        ConsentParties parties();

        String requestId();
    }

    /**
     * @param memberEpoch     as it was before this was sent
     * @param metadataVersion of the client
     */
    record GrantConsent(@TargetAggregateIdentifier String consentId, ConsentParties parties, String requestId,
            SortedSet<String> grantedScopes, SortedSet<String> declinedOptional, ConsentBasis basis, Shown shown,
            long memberEpoch, long metadataVersion) implements Answer {
    }

    record DenyConsent(@TargetAggregateIdentifier String consentId, ConsentParties parties, String requestId,
            SortedSet<String> requestedScopes, Shown shown) implements Answer {
    }

    /** Nobody decided in time. */
    record AbandonRequest(@TargetAggregateIdentifier String consentId, ConsentParties parties, String requestId) implements Answer {
    }

    record WithdrawConsent(@TargetAggregateIdentifier String consentId, ReasonCode reasonCode) implements ConsentCommand {
    }

    /** Takes scopes away; one that was never granted is none of its business. Where nothing is left this is a withdrawal. */
    record ReduceConsent(@TargetAggregateIdentifier String consentId, SortedSet<String> scopes,
            ReasonCode reasonCode) implements ConsentCommand {
    }

    /**
     * What the person had before the eyes.
     *
     * @param textHash SHA-256, base64url
     * @param locale   BCP 47
     */
    record Shown(String textHash, String locale) {
        /** Nobody was asked. */
        static final Shown NOTHING = new Shown("", "und");
    }
}
