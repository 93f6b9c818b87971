package io.countersign.token.failedauthentication;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.token.contract.ClientAuthenticationEvent;
import io.countersign.token.failedauthentication.FindingCommand.DetectRepeatedFailures;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link FindingState} to its stream. */
@Aggregate
class Finding {
    @SuppressWarnings("UnusedVariable") // read by Axon
    @AggregateIdentifier
    private String findingId;
    private FindingState state = FindingState.NOTHING;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(DetectRepeatedFailures command, Clock clock) {
        state.decide(command, clock.instant()).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(ClientAuthenticationEvent event) {
        findingId = event.findingId();
        state = FindingState.evolve(event);
    }
}
