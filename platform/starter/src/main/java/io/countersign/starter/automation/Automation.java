package io.countersign.starter.automation;

import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.Recorded;
import java.util.List;

/** A policy, {@code When<Event>Then<Command>}. Each command gets a commit id derived from the event, so redelivery acts once. */
public interface Automation {
    /** Consumer name: lower case and dashes, never changed afterwards. */
    String name();

    EventCatalog source();

    /** The commands this event calls for, in order; empty when it is none of this policy's business. */
    List<Object> when(Recorded<?> recorded);
}
