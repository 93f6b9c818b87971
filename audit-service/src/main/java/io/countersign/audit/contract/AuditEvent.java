package io.countersign.audit.contract;

import java.time.Instant;
import java.util.SortedMap;

/** What happens to the audit log itself. */
public sealed interface AuditEvent {
    /**
     * Somebody read the log; who it was is the event's actor.
     *
     * @param queryId the stream, one event long
     * @param kind    LIST, EVENT, PROOF or EXPORT
     * @param filter  what was asked for, ids, types and times only
     * @param rows    how many events were shown
     */
    record AuditQueried(String queryId, String kind, SortedMap<String, String> filter, long rows) implements AuditEvent {
    }

    /** What happens to one export. */
    sealed interface AuditExportEvent extends AuditEvent {
        String exportId();
    }

    /** An export was asked for. */
    record AuditExportRequested(String exportId, String organizationId, SortedMap<String, String> filter) implements AuditExportEvent {
    }

    /**
     * The export is being written. One that a crash interrupted begins again, with the same size.
     *
     * @param treeSize how many events of the organization it is taken from
     */
    record AuditExportStarted(String exportId, long treeSize) implements AuditExportEvent {
    }

    /** The export will not come. */
    record AuditExportFailed(String exportId, Failure reasonCode) implements AuditExportEvent {
    }

    /**
     * The export can be fetched.
     *
     * @param entries events in it
     * @param sha256  of the file, in hex
     */
    record AuditExportReady(String exportId, long entries, String sha256, Instant expiresAt) implements AuditExportEvent {
    }

    /** The export's file is gone. */
    record AuditExportExpired(String exportId) implements AuditExportEvent {
    }

    /** Why an export will not come. */
    enum Failure {
        /** It was begun again and again and never came to its end. */
        GAVE_UP
    }
}
