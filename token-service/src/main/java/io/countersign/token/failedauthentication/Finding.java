package io.countersign.token.failedauthentication;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.token.contract.ClientAuthenticationEvent;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link FindingState} to its stream. */
@Aggregate
class Finding extends RuledAggregate<ClientAuthenticationEvent, FindingState> {
    Finding() {
        super(FindingState.NOTHING);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(FindingCommand command, Clock clock) {
        apply(command.findingId(), state().decide(command, clock.instant()));
    }
}
