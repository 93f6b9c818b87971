package io.countersign.token.signingkey;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.token.contract.SigningKeyEvent;
import io.countersign.token.signingkey.SigningKeyCommand.ActivateSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.AddSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.RetireSigningKeys;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link SigningKeySetState} to its stream. */
@Aggregate
class SigningKeySet {
    @SuppressWarnings("UnusedVariable") // read by Axon
    @AggregateIdentifier
    private String keySetId;
    private SigningKeySetState state = SigningKeySetState.EMPTY;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(AddSigningKey command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(ActivateSigningKey command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(RetireSigningKeys command, Clock clock) {
        decide(command, clock);
    }

    private void decide(SigningKeyCommand command, Clock clock) {
        state.decide(command, clock.instant()).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(SigningKeyEvent event) {
        keySetId = event.keySetId();
        state = SigningKeySetState.evolve(state, event);
    }
}
