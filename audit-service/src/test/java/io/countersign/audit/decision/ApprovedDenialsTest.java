package io.countersign.audit.decision;

import io.countersign.access.AccessEntry;
import io.countersign.events.log.EventCatalog;
import io.countersign.testkit.harness.ApprovedEvents;
import io.countersign.web.denial.AccessDenied;
import io.countersign.web.denial.AccessDenied.Condition;
import io.countersign.web.denial.AccessDenied.Place;
import io.countersign.web.denial.AccessDenied.Subject;
import io.countersign.web.denial.Denials;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The facts that gateway and token endpoint report. */
class ApprovedDenialsTest extends ApprovedEvents {
    ApprovedDenialsTest() {
        super(EventCatalog.facts(Denials.TOPIC, AccessDenied.class), "approved-denials");
    }

    @Override
    protected Stream<Object> samples() {
        var first = Instant.parse("2026-12-01T00:15:00.123Z");
        return Stream.of(new AccessDenied("dec-1", new Subject("org-1", "prj-1", "con-1", "cli-1", "usr-1", "srv-1"), Place.GATEWAY,
                "report", "insufficient_scope",
                List.of(new Condition("client:cli-1", 3, new AccessEntry("client:cli-1", 2, false, false, 2)),
                        new Condition("connection:con-1", 0, null)),
                List.of("reports:write"), first, first.plusSeconds(59), 70, "correlation"));
    }
}
