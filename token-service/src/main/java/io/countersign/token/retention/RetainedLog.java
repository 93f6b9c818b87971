package io.countersign.token.retention;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.token.contract.RetentionEvent;
import io.countersign.token.retention.RetentionCommand.RecordRemoval;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link RetentionState} to its stream. */
@Aggregate
class RetainedLog {
    @SuppressWarnings("UnusedVariable") // read by Axon
    @AggregateIdentifier
    private String logId;
    private RetentionState state = RetentionState.COMPLETE;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RecordRemoval command, Clock clock) {
        state.decide(command, clock.instant()).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(RetentionEvent event) {
        logId = event.logId();
        state = RetentionState.evolve(state, event);
    }
}
