package io.countersign.audit.export;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.audit.contract.AuditEvent.AuditExportEvent;
import io.countersign.audit.export.AuditExportCommand.ExpireAuditExport;
import io.countersign.audit.export.AuditExportCommand.FailAuditExport;
import io.countersign.audit.export.AuditExportCommand.FinishAuditExport;
import io.countersign.audit.export.AuditExportCommand.RequestAuditExport;
import io.countersign.audit.export.AuditExportCommand.StartAuditExport;
import io.countersign.events.command.Decision;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link AuditExportState} to its stream. */
@Aggregate
class AuditExport {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String exportId;
    private AuditExportState state = new AuditExportState.Absent();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RequestAuditExport command) {
        decide(command);
    }

    @CommandHandler
    void handle(StartAuditExport command) {
        decide(command);
    }

    @CommandHandler
    void handle(FailAuditExport command) {
        decide(command);
    }

    @CommandHandler
    void handle(FinishAuditExport command) {
        decide(command);
    }

    @CommandHandler
    void handle(ExpireAuditExport command) {
        decide(command);
    }

    private void decide(AuditExportCommand command) {
        Decision.apply(state, state.decide(command));
    }

    @EventSourcingHandler
    void on(AuditExportEvent event, @SequenceNumber long sequence) {
        exportId = event.exportId();
        state = state.evolve(event, sequence);
    }
}
