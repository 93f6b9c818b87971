package io.countersign.audit.export;

import io.countersign.audit.contract.AuditEvent.AuditExportEvent;
import io.countersign.audit.contract.AuditEvent.AuditExportExpired;
import io.countersign.audit.contract.AuditEvent.AuditExportReady;
import io.countersign.audit.contract.AuditEvent.AuditExportRequested;
import io.countersign.audit.contract.AuditEvent.Failure;
import io.countersign.audit.export.AuditExportCommand.ExpireAuditExport;
import io.countersign.audit.contract.AuditEvent.AuditExportFailed;
import io.countersign.audit.contract.AuditEvent.AuditExportStarted;
import io.countersign.audit.export.AuditExportCommand.FailAuditExport;
import io.countersign.audit.export.AuditExportCommand.FinishAuditExport;
import io.countersign.audit.export.AuditExportCommand.StartAuditExport;
import io.countersign.audit.export.AuditExportCommand.RequestAuditExport;
import io.countersign.access.EventSourcedState;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** Absent → Requested → Running → Ready → Expired; Requested and Running may end as Failed. */
sealed interface AuditExportState extends EventSourcedState<AuditExportEvent, AuditExportState> {
    record Absent() implements AuditExportState {
    }

    record Requested(String organizationId, SortedMap<String, String> filter) implements AuditExportState {
    }

    record Running(String organizationId, SortedMap<String, String> filter, long treeSize) implements AuditExportState {
    }

    record Ready(String organizationId, long entries, String sha256, Instant expiresAt) implements AuditExportState {
    }

    record Failed(String organizationId, Failure reasonCode) implements AuditExportState {
    }

    record Expired(String organizationId) implements AuditExportState {
    }

    /** Repeating a command, or sending one too late, changes nothing. */
    default List<AuditExportEvent> decide(AuditExportCommand command) {
        return switch (command) {
            case RequestAuditExport request -> this instanceof Absent
                    ? List.of(new AuditExportRequested(request.exportId(), request.organizationId(), request.filter()))
                    : List.of();
            case StartAuditExport start -> this instanceof Requested
                    ? List.of(new AuditExportStarted(start.exportId(), start.treeSize()))
                    : List.of();
            case FinishAuditExport finish -> isOpen()
                    ? List.of(new AuditExportReady(finish.exportId(), finish.entries(), finish.sha256(), finish.expiresAt()))
                    : List.of();
            case FailAuditExport fail -> isOpen() ? List.of(new AuditExportFailed(fail.exportId(), fail.reasonCode())) : List.of();
            case ExpireAuditExport expire -> this instanceof Ready ? List.of(new AuditExportExpired(expire.exportId())) : List.of();
        };
    }

    @Override
    default AuditExportState evolve(AuditExportEvent event, long sequence) {
        return switch (event) {
            case AuditExportRequested requested -> new Requested(requested.organizationId(), requested.filter());
            case AuditExportStarted started -> this instanceof Requested requested
                    ? new Running(requested.organizationId(), requested.filter(), started.treeSize())
                    : this;
            case AuditExportReady ready -> new Ready(organization(), ready.entries(), ready.sha256(), ready.expiresAt());
            case AuditExportFailed failed -> new Failed(organization(), failed.reasonCode());
            case AuditExportExpired ignored -> new Expired(organization());
        };
    }

    /** Whether there is work to do. */
    default boolean isOpen() {
        return this instanceof Requested || this instanceof Running;
    }

    /** Empty for an export that does not exist. */
    default String organization() {
        return switch (this) {
            case Absent ignored -> "";
            case Requested requested -> requested.organizationId();
            case Running running -> running.organizationId();
            case Ready ready -> ready.organizationId();
            case Failed failed -> failed.organizationId();
            case Expired expired -> expired.organizationId();
        };
    }
}
