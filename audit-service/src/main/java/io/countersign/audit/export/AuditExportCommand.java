package io.countersign.audit.export;

import io.countersign.audit.contract.AuditEvent.Failure;
import java.time.Instant;
import java.util.SortedMap;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of an export. */
sealed interface AuditExportCommand {
    @TargetAggregateIdentifier
    String exportId();

    record RequestAuditExport(@TargetAggregateIdentifier String exportId, String organizationId, SortedMap<String, String> filter)
            implements
                AuditExportCommand {
    }

    record StartAuditExport(@TargetAggregateIdentifier String exportId, long treeSize) implements AuditExportCommand {
    }

    record FailAuditExport(@TargetAggregateIdentifier String exportId, Failure reasonCode) implements AuditExportCommand {
    }

    record FinishAuditExport(@TargetAggregateIdentifier String exportId, long entries, String sha256, Instant expiresAt)
            implements
                AuditExportCommand {
    }

    record ExpireAuditExport(@TargetAggregateIdentifier String exportId) implements AuditExportCommand {
    }
}
