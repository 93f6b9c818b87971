package io.countersign.audit.contract;

import io.countersign.audit.contract.AuditEvent.AuditExportExpired;
import io.countersign.audit.contract.AuditEvent.AuditExportFailed;
import io.countersign.audit.contract.AuditEvent.AuditExportReady;
import io.countersign.audit.contract.AuditEvent.AuditExportRequested;
import io.countersign.audit.contract.AuditEvent.AuditExportStarted;
import io.countersign.audit.contract.AuditEvent.AuditQueried;
import io.countersign.audit.contract.AuditEvent.Failure;
import io.countersign.events.log.EventCatalog;
import io.countersign.testkit.harness.ApprovedEvents;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

class ApprovedEventsTest extends ApprovedEvents {

    ApprovedEventsTest() {
        super(EventCatalog.of("countersign.audit", AuditEvent.class));
    }

    @Override
    protected Stream<Object> samples() {
        var filter = new TreeMap<>(Map.of("type", "ClientRevoked", "from", "2026-11-21T09:00:00Z"));
        return Stream.of(new AuditQueried("qry-1", "LIST", filter, 12), new AuditExportRequested("exp-1", "org-1", filter),
                new AuditExportStarted("exp-1", 40), new AuditExportFailed("exp-1", Failure.GAVE_UP),
                new AuditExportReady("exp-1", 12, "00ff", Instant.parse("2026-11-28T09:00:00Z")), new AuditExportExpired("exp-1"));
    }
}
