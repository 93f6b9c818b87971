package io.countersign.registry.organization;

import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.registry.contract.OrganizationEvent.LastOwnerLost;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Operators learn that an organization has nobody left who decides: counted, and said in the log as an error. */
@Component
class WhenLastOwnerLostThenAlarm implements Automation {
    private static final Logger LOG = LoggerFactory.getLogger(WhenLastOwnerLostThenAlarm.class);
    private final EventCatalog source;
    private final MeterRegistry meters;

    WhenLastOwnerLostThenAlarm(@Qualifier("registryCatalog") EventCatalog source, MeterRegistry meters) {
        this.source = source;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "when-last-owner-lost-then-alarm";
    }

    @Override
    public EventCatalog source() {
        return source;
    }

    @Override
    public List<Object> when(Recorded<?> recorded) {
        if (recorded.event() instanceof LastOwnerLost lost) {
            LOG.error("Organization {} has no owner any more: the last one left", lost.organizationId());
            meters.counter("countersign.organization.owners.lost").increment();
        }
        return List.of();
    }
}
