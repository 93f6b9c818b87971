package io.countersign.consent.contract;

/**
 * What becomes of one authorization request. Subject {@code req-…}: its sequence 0 is the single use of the request, written in one
 * commit with the decision.
 */
public sealed interface ConsentRequestEvent {
    String requestId();

    /** The request is answered, once and for all; the consent's event with this request id says how. */
    record ConsentRequestAnswered(String requestId, String consentId, String organizationId,
            ConsentOutcome outcome) implements ConsentRequestEvent {
    }
}
