package io.countersign.token.cutoff;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.token.contract.CutoffEvent;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link CutoffState} to its stream. */
@Aggregate
class Cutoff extends RuledAggregate<CutoffEvent, CutoffState> {
    Cutoff() {
        super(CutoffState.NONE);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(CutoffCommand command, Clock clock) {
        apply(command.cutoffId(), state().decide(command, clock.instant()));
    }
}
