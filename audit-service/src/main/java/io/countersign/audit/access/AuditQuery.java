package io.countersign.audit.access;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.audit.contract.AuditEvent.AuditQueried;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** One reading of the log: a stream of one event. */
@Aggregate
class AuditQuery {
    @AggregateIdentifier
    private String queryId;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RecordAuditQuery command) {
        if (queryId == null) {
            AggregateLifecycle.apply(new AuditQueried(command.queryId(), command.kind(), command.filter(), command.rows()));
        }
    }

    @EventSourcingHandler
    void on(AuditQueried event) {
        queryId = event.queryId();
    }
}
