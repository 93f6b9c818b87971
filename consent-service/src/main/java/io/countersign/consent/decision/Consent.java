package io.countersign.consent.decision;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentOutcome;
import io.countersign.consent.decision.ConsentCommand.AbandonRequest;
import io.countersign.consent.decision.ConsentCommand.Answer;
import io.countersign.consent.decision.ConsentCommand.DenyConsent;
import io.countersign.consent.decision.ConsentCommand.GrantConsent;
import io.countersign.events.command.RuledAggregate;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ConsentState} to its stream. What answers a request takes the request in the same commit. */
@Aggregate
class Consent extends RuledAggregate<ConsentEvent, ConsentState> {
    Consent() {
        super(ConsentState.initial());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(GrantConsent command, ConsentRequests requests) {
        answer(command, ConsentOutcome.GRANTED, requests);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(DenyConsent command, ConsentRequests requests) {
        answer(command, ConsentOutcome.DENIED, requests);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(AbandonRequest command, ConsentRequests requests) {
        answer(command, ConsentOutcome.ABANDONED, requests);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ConsentCommand command) {
        apply(command.consentId(), state().decide(command));
    }

    private void answer(Answer command, ConsentOutcome outcome, ConsentRequests requests) {
        handle(command);
        requests.answer(command, outcome);
    }
}
