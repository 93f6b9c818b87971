package io.countersign.audit.export;

import io.countersign.audit.contract.AuditEvent.AuditExportExpired;
import io.countersign.audit.contract.AuditEvent.AuditExportReady;
import io.countersign.audit.contract.AuditEvent.AuditExportRequested;
import io.countersign.audit.export.AuditExportCommand.ExpireAuditExport;
import io.countersign.audit.export.AuditExportCommand.FinishAuditExport;
import io.countersign.audit.export.AuditExportCommand.RequestAuditExport;
import java.time.Instant;
import java.util.TreeMap;
import io.countersign.testkit.harness.Aggregates;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

class AuditExportTest {
    private static final Instant END = Instant.parse("2026-11-28T09:00:00Z");
    private final AggregateTestFixture<AuditExport> fixture = Aggregates.fixture(AuditExport.class);
    private final AuditExportRequested requested = new AuditExportRequested("exp-1", "org-1", new TreeMap<>());
    private final AuditExportReady ready = new AuditExportReady("exp-1", 3, "00", END);

    @Test
    void aRequestBeginsIt() {
        fixture.givenNoPriorActivity().when(new RequestAuditExport("exp-1", "org-1", new TreeMap<>())).expectEvents(requested);
    }

    @Test
    void itIsFinishedOnce() {
        fixture.given(requested).when(new FinishAuditExport("exp-1", 3, "00", END)).expectEvents(ready);
        Aggregates.fixture(AuditExport.class).given(requested, ready).when(new FinishAuditExport("exp-1", 4, "01", END))
                .expectNoEvents();
    }

    @Test
    void itExpiresOnce() {
        fixture.given(requested, ready).when(new ExpireAuditExport("exp-1")).expectEvents(new AuditExportExpired("exp-1"));
        Aggregates.fixture(AuditExport.class).given(requested, ready, new AuditExportExpired("exp-1"))
                .when(new ExpireAuditExport("exp-1")).expectNoEvents();
    }
}
