package io.countersign.consent.decision;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentOutcome;
import io.countersign.consent.decision.ConsentCommand.AbandonRequest;
import io.countersign.consent.decision.ConsentCommand.Answer;
import io.countersign.consent.decision.ConsentCommand.DenyConsent;
import io.countersign.consent.decision.ConsentCommand.GrantConsent;
import io.countersign.consent.decision.ConsentCommand.ReduceConsent;
import io.countersign.consent.decision.ConsentCommand.WithdrawConsent;
import io.countersign.events.command.Decision;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ConsentState} to its stream. What answers a request takes the request in the same commit. */
@Aggregate
class Consent {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String consentId = "";
    private ConsentState state = ConsentState.initial();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(GrantConsent command, Requests requests) {
        answer(command, ConsentOutcome.GRANTED, requests);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(DenyConsent command, Requests requests) {
        answer(command, ConsentOutcome.DENIED, requests);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(AbandonRequest command, Requests requests) {
        answer(command, ConsentOutcome.ABANDONED, requests);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(WithdrawConsent command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ReduceConsent command) {
        decide(command);
    }

    private void answer(Answer command, ConsentOutcome outcome, Requests requests) {
        decide(command);
        requests.answer(command, outcome);
    }

    private void decide(ConsentCommand command) {
        consentId = command.consentId();
        Decision.apply(state, state.decide(command));
    }

    @EventSourcingHandler
    void on(ConsentEvent event, @SequenceNumber long sequence) {
        consentId = event.consentId();
        state = state.evolve(event, sequence);
    }
}
