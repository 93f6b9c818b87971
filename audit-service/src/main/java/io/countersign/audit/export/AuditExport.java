package io.countersign.audit.export;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.audit.contract.AuditEvent.AuditExportEvent;
import io.countersign.events.command.RuledAggregate;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link AuditExportState} to its stream. */
@Aggregate
class AuditExport extends RuledAggregate<AuditExportEvent, AuditExportState> {
    AuditExport() {
        super(new AuditExportState.Absent());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(AuditExportCommand command) {
        apply(command.exportId(), state().decide(command));
    }
}
