package io.countersign.events.automation;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import java.util.List;

/** A policy, {@code When<Event>Then<Command>}. Each command gets a commit id derived from the event, so redelivery acts once. */
public interface Automation {
    /** Consumer name: lower case and dashes, never changed afterwards. */
    String name();

    EventCatalog source();

    /** The commands this event calls for, in order; empty when it is none of this policy's business. */
    List<Object> when(Recorded<?> recorded);
}
