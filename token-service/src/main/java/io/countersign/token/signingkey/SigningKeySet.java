package io.countersign.token.signingkey;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.Decision;
import io.countersign.token.contract.SigningKeyEvent;
import io.countersign.token.signingkey.SigningKeyCommand.ActivateSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.AddSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.RetireSigningKeys;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
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
        Decision.apply(state, state.decide(command, clock.instant()));
    }

    @EventSourcingHandler
    void on(SigningKeyEvent event, @SequenceNumber long sequence) {
        keySetId = event.keySetId();
        state = state.evolve(event, sequence);
    }
}
