package io.countersign.audit.export;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.audit.contract.AuditEvent;
import io.countersign.audit.contract.AuditEvent.AuditExportExpired;
import io.countersign.audit.contract.AuditEvent.AuditExportFailed;
import io.countersign.audit.contract.AuditEvent.AuditExportReady;
import io.countersign.audit.contract.AuditEvent.AuditExportRequested;
import io.countersign.audit.contract.AuditEvent.AuditExportStarted;
import io.countersign.audit.export.AuditExportCommand.ExpireAuditExport;
import io.countersign.audit.export.AuditExportCommand.FailAuditExport;
import io.countersign.audit.export.AuditExportCommand.FinishAuditExport;
import io.countersign.audit.export.AuditExportCommand.RequestAuditExport;
import io.countersign.audit.export.AuditExportCommand.StartAuditExport;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
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
        state.decide(command).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(AuditExportRequested event) {
        evolve(event.exportId(), event);
    }

    @EventSourcingHandler
    void on(AuditExportStarted event) {
        evolve(event.exportId(), event);
    }

    @EventSourcingHandler
    void on(AuditExportFailed event) {
        evolve(event.exportId(), event);
    }

    @EventSourcingHandler
    void on(AuditExportReady event) {
        evolve(event.exportId(), event);
    }

    @EventSourcingHandler
    void on(AuditExportExpired event) {
        evolve(event.exportId(), event);
    }

    private void evolve(String id, AuditEvent event) {
        exportId = id;
        state = state.evolve(event);
    }
}
