package io.countersign.token.cutoff;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.Decision;
import io.countersign.token.contract.CutoffEvent;
import io.countersign.token.cutoff.CutoffCommand.AdvanceCutoff;
import io.countersign.token.cutoff.CutoffCommand.BeginCutoff;
import io.countersign.token.cutoff.CutoffCommand.FinishCutoff;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link CutoffState} to its stream. */
@Aggregate
class Cutoff {
    @SuppressWarnings("UnusedVariable") // read by Axon
    @AggregateIdentifier
    private String cutoffId;
    private CutoffState state = CutoffState.NONE;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(BeginCutoff command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(AdvanceCutoff command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(FinishCutoff command, Clock clock) {
        decide(command, clock);
    }

    private void decide(CutoffCommand command, Clock clock) {
        Decision.apply(state, state.decide(command, clock.instant()));
    }

    @EventSourcingHandler
    void on(CutoffEvent event, @SequenceNumber long sequence) {
        cutoffId = event.cutoffId();
        state = state.evolve(event, sequence);
    }
}
