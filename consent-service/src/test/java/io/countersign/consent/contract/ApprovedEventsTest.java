package io.countersign.consent.contract;

import io.countersign.consent.contract.ConsentEvent.ConsentAbandoned;
import io.countersign.consent.contract.ConsentEvent.ConsentDenied;
import io.countersign.consent.contract.ConsentEvent.ConsentGranted;
import io.countersign.consent.contract.ConsentEvent.ConsentReduced;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.consent.contract.ConsentRequestEvent.ConsentRequestAnswered;
import io.countersign.consent.contract.LeaverHoldEvent.HeldLeaversConfirmed;
import io.countersign.consent.contract.LeaverHoldEvent.HeldLeaversSettled;
import io.countersign.consent.contract.LeaverHoldEvent.LeaversHeld;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessEnabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberConnectionsRevoked;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.consent.contract.MemberAccessEvent.MemberRejoined;
import io.countersign.consent.contract.MemberAccessEvent.MemberSuspendedAtIdp;
import io.countersign.events.log.EventCatalog;
import io.countersign.testkit.harness.ApprovedEvents;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

class ApprovedEventsTest extends ApprovedEvents {
    private static final String HASH = "3q2-7zJ1kq0tQ5nS8yX4vB6cD9eF0gH1iJ2kL3mN4oP";

    ApprovedEventsTest() {
        super(EventCatalog.of("countersign.consent", MemberAccessEvent.class, ConsentEvent.class, ConsentRequestEvent.class,
                LeaverHoldEvent.class));
    }

    @Override
    protected Stream<Object> samples() {
        return Stream.of(new McpAccessEnabled("acc-org-1-usr-1", "org-1", "usr-1", ReasonCode.ADMIN),
                new McpAccessDisabled("acc-org-1-usr-1", "org-1", "usr-1", ReasonCode.SECURITY),
                new MemberLeftOrganization("acc-org-1-usr-1", "org-1", "usr-1"), new MemberRejoined("acc-org-1-usr-1", "org-1", "usr-1"),
                new MemberConnectionsRevoked("acc-org-1-usr-1", "org-1", "usr-1", ReasonCode.SECURITY),
                new MemberSuspendedAtIdp("acc-org-1-usr-1", "org-1", "usr-1"),
                new LeaversHeld("hld-org-1", "org-1", new TreeSet<>(List.of("usr-1", "usr-2")), HASH, 12, 40),
                new HeldLeaversConfirmed("hld-org-1", "org-1", HASH), new HeldLeaversSettled("hld-org-1", "org-1"),
                new ConsentGranted("cns-1", "org-1", "usr-1", "cli-1", "srv-1", 1, new TreeSet<>(List.of("billing:read")),
                        new TreeSet<>(List.of("billing:write")), ConsentBasis.EXPLICIT, HASH, "req-1", "en", 3, ReasonCode.USER_REQUEST,
                        7L),
                new ConsentDenied("cns-1", "org-1", "usr-1", "cli-1", "srv-1", new TreeSet<>(List.of("billing:read", "billing:write")),
                        HASH, "req-2", "en"),
                new ConsentAbandoned("cns-1", "org-1", "usr-1", "cli-1", "srv-1", "req-3"),
                new ConsentWithdrawn("cns-1", "org-1", "usr-1", "cli-1", "srv-1", ReasonCode.USER_REQUEST),
                new ConsentReduced("cns-1", "org-1", "usr-1", "cli-1", "srv-1", new TreeSet<>(List.of("billing:read")),
                        new TreeSet<>(List.of("billing:write")), ReasonCode.REVIEW),
                new ConsentRequestAnswered("req-1", "cns-1", "org-1", ConsentOutcome.GRANTED));
    }
}
