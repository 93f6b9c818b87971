package io.countersign.token.bulk;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.token.contract.BulkOperationEvent;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link BulkOperationState} to its stream. */
@Aggregate
class BulkOperation extends RuledAggregate<BulkOperationEvent, BulkOperationState> {
    BulkOperation() {
        super(BulkOperationState.NONE);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(BulkOperationCommand command, Clock clock) {
        apply(command.operationId(), state().decide(command, clock.instant()));
    }
}
