package io.countersign.token.signingkey;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.token.contract.SigningKeyEvent;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link SigningKeySetState} to its stream. */
@Aggregate
class SigningKeySet extends RuledAggregate<SigningKeyEvent, SigningKeySetState> {
    SigningKeySet() {
        super(SigningKeySetState.EMPTY);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(SigningKeyCommand command, Clock clock) {
        apply(command.keySetId(), state().decide(command, clock.instant()));
    }
}
