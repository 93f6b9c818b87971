package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentOutcome;
import io.countersign.consent.contract.ConsentRequestEvent;
import io.countersign.events.command.RuledAggregate;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link RequestState} to its stream. It has no commands: a consent takes it in its own unit of work. */
@Aggregate
class ConsentRequest extends RuledAggregate<ConsentRequestEvent, RequestState> {
    ConsentRequest() {
        super(RequestState.initial());
    }

    void answer(String id, String consentId, String organizationId, ConsentOutcome outcome) {
        apply(id, state().answer(id, consentId, organizationId, outcome));
    }
}
