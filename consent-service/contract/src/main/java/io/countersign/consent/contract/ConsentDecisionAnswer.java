package io.countersign.consent.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /internal/consents/decisions/{requestId}}: what the member decided about one authorization request; 404
 * {@code not_decided} while nobody has.
 *
 * @param outcome       {@code GRANTED}, or {@code DENIED}: also where the consent was withdrawn since, or nobody answered in time
 * @param version       of the consent; 0 where nothing was granted
 * @param consentEpoch  as it was at the decision, for the key {@code consent:<consentId>}
 * @param memberEpoch   as it was at the decision, for the key {@code member:<organization>:<user>}
 * @param grantedScopes sorted; empty where nothing was granted
 * @param basis         null where nothing was granted
 * @param decisionId    of the event that tells of the yes, which is the cause of what follows from it; null where nothing was granted
 */
public record ConsentDecisionAnswer(String requestId, String outcome, String consentId, long version, long consentEpoch, long memberEpoch,
        List<String> grantedScopes, @Nullable ConsentBasis basis, @Nullable String decisionId) {
}
