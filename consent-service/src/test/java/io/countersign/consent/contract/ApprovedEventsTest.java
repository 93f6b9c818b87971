package io.countersign.consent.contract;

import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessEnabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.consent.contract.MemberAccessEvent.MemberRejoined;
import io.countersign.events.log.EventCatalog;
import io.countersign.testkit.harness.ApprovedEvents;
import java.util.stream.Stream;

class ApprovedEventsTest extends ApprovedEvents {

    ApprovedEventsTest() {
        super(EventCatalog.of("countersign.consent", MemberAccessEvent.class));
    }

    @Override
    protected Stream<Object> samples() {
        return Stream.of(new McpAccessEnabled("acc-org-1-usr-1", "org-1", "usr-1", ReasonCode.ADMIN),
                new McpAccessDisabled("acc-org-1-usr-1", "org-1", "usr-1", ReasonCode.SECURITY),
                new MemberLeftOrganization("acc-org-1-usr-1", "org-1", "usr-1"), new MemberRejoined("acc-org-1-usr-1", "org-1", "usr-1"));
    }
}
