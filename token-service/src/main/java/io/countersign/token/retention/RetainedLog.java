package io.countersign.token.retention;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.token.contract.RetentionEvent;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link RetentionState} to its stream. */
@Aggregate
class RetainedLog extends RuledAggregate<RetentionEvent, RetentionState> {
    RetainedLog() {
        super(RetentionState.COMPLETE);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RetentionCommand command, Clock clock) {
        apply(command.logId(), state().decide(command, clock.instant()));
    }
}
