package io.countersign.token.contract;

import io.countersign.events.log.EventCatalog;
import io.countersign.testkit.harness.ApprovedEvents;
import io.countersign.token.contract.UsageEvent.RevocationEnforced;
import io.countersign.token.contract.UsageEvent.ToolCalled;
import io.countersign.token.contract.UsageEvent.ToolDenied;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The facts that gateways report; a test of the gateway holds what it writes to the same samples. */
class ApprovedUsageTest extends ApprovedEvents {
    ApprovedUsageTest() {
        super(EventCatalog.facts("countersign.usage", UsageEvent.class), "approved-usage");
    }

    @Override
    protected Stream<Object> samples() {
        return Stream.of(new ToolCalled("gateway-1", "01K", 0, "con-1", "cli-1", "usr-1", "srv-1", "report", 200, 12,
                new TreeSet<>(List.of("billing:read"))),
                new ToolDenied("gateway-1", "01K", 1, "con-1", "cli-1", "usr-1", "srv-1", "report", "insufficient_scope"),
                new RevocationEnforced("gateway-1", "01K", 2, "con-1", "cli-1", "usr-1", "client_revoked", "client:cli-1", 4,
                        Instant.parse("2026-12-01T00:15:00.123Z"), 12L));
    }
}
