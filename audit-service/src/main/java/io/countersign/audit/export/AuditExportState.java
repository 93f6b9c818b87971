package io.countersign.audit.export;

import io.countersign.audit.contract.AuditEvent;
import io.countersign.audit.contract.AuditEvent.AuditExportExpired;
import io.countersign.audit.contract.AuditEvent.AuditExportReady;
import io.countersign.audit.contract.AuditEvent.AuditExportRequested;
import io.countersign.audit.contract.AuditEvent.AuditQueried;
import io.countersign.audit.export.AuditExportCommand.ExpireAuditExport;
import io.countersign.audit.export.AuditExportCommand.FinishAuditExport;
import io.countersign.audit.export.AuditExportCommand.RequestAuditExport;
import java.time.Instant;
import java.util.List;

/** Absent → Requested → Ready → Expired. */
sealed interface AuditExportState {
    record Absent() implements AuditExportState {
    }

    record Requested(String organizationId) implements AuditExportState {
    }

    record Ready(String organizationId, long entries, String sha256, Instant expiresAt) implements AuditExportState {
    }

    record Expired(String organizationId) implements AuditExportState {
    }

    /** Repeating a command, or sending one too late, changes nothing. */
    default List<AuditEvent> decide(AuditExportCommand command) {
        return switch (command) {
            case RequestAuditExport request -> this instanceof Absent
                    ? List.of(new AuditExportRequested(request.exportId(), request.organizationId(), request.filter()))
                    : List.of();
            case FinishAuditExport finish -> this instanceof Requested
                    ? List.of(new AuditExportReady(finish.exportId(), finish.entries(), finish.sha256(), finish.expiresAt()))
                    : List.of();
            case ExpireAuditExport expire -> this instanceof Ready ? List.of(new AuditExportExpired(expire.exportId())) : List.of();
        };
    }

    default AuditExportState evolve(AuditEvent event) {
        return switch (event) {
            case AuditExportRequested requested -> new Requested(requested.organizationId());
            case AuditExportReady ready -> new Ready(organization(), ready.entries(), ready.sha256(), ready.expiresAt());
            case AuditExportExpired ignored -> new Expired(organization());
            case AuditQueried ignored -> this;
        };
    }

    /** Empty for an export that does not exist. */
    default String organization() {
        return switch (this) {
            case Absent ignored -> "";
            case Requested requested -> requested.organizationId();
            case Ready ready -> ready.organizationId();
            case Expired expired -> expired.organizationId();
        };
    }
}
