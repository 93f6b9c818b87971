package io.countersign.consent.leaver;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.consent.contract.LeaverHoldEvent;
import io.countersign.events.command.RuledAggregate;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link LeaverHoldState} to its stream, one of each organization. */
@Aggregate
class LeaverHold extends RuledAggregate<LeaverHoldEvent, LeaverHoldState> {
    LeaverHold() {
        super(LeaverHoldState.initial());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(LeaverHoldCommand command) {
        apply(command.holdId(), state().decide(command));
    }
}
