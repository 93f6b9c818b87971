package io.countersign.audit.export;

import io.countersign.audit.contract.AuditEvent.AuditExportEvent;
import io.countersign.events.log.Streams;
import io.countersign.web.problem.Problem;
import org.springframework.stereotype.Component;

/** What the log says of exports. */
@Component
class Exports {
    private static final AuditExportState ABSENT = new AuditExportState.Absent();
    private final Streams streams;

    Exports(Streams streams) {
        this.streams = streams;
    }

    AuditExportState state(String exportId) {
        return streams.load(exportId, ABSENT, AuditExportEvent.class).state();
    }

    /** Another organization's do not exist. */
    AuditExportState state(String organizationId, String exportId) {
        var state = state(exportId);
        if (!state.organization().equals(organizationId)) {
            throw Problem.notFound();
        }
        return state;
    }
}
