package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentOutcome;
import io.countersign.consent.contract.ConsentRequestEvent;
import io.countersign.events.command.Decision;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link RequestState} to its stream. It has no commands: a consent takes it in its own unit of work. */
@Aggregate
class ConsentRequest {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String requestId = "";
    private RequestState state = RequestState.initial();

    void answer(String id, String consentId, String organizationId, ConsentOutcome outcome) {
        requestId = id;
        Decision.apply(state, state.answer(id, consentId, organizationId, outcome));
    }

    @EventSourcingHandler
    void on(ConsentRequestEvent event, @SequenceNumber long sequence) {
        requestId = event.requestId();
        state = state.evolve(event, sequence);
    }
}
