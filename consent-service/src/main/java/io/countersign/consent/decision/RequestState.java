package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentOutcome;
import io.countersign.consent.contract.ConsentRequestEvent;
import io.countersign.consent.contract.ConsentRequestEvent.ConsentRequestAnswered;
import io.countersign.access.EventSourcedState;
import java.util.List;

/** {@code Open -> Answered}, once. */
sealed interface RequestState extends EventSourcedState<ConsentRequestEvent, RequestState> {
    static RequestState initial() {
        return new Open();
    }

    /** Nobody answered yet. */
    record Open() implements RequestState {
    }

    /** @param consentId whose stream holds the answer */
    record Answered(String consentId, ConsentOutcome outcome) implements RequestState {
    }

    default List<ConsentRequestEvent> answer(String requestId, String consentId, String organizationId, ConsentOutcome outcome) {
        return switch (this) {
            case Open open -> List.of(new ConsentRequestAnswered(requestId, consentId, organizationId, outcome));
            case Answered answered -> throw new AlreadyAnswered(requestId);
        };
    }

    @Override
    default RequestState evolve(ConsentRequestEvent event, long sequence) {
        return switch (event) {
            case ConsentRequestAnswered e -> new Answered(e.consentId(), e.outcome());
        };
    }
}
