package io.countersign.events.automation;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import java.util.List;
import java.util.function.Function;

/**
 * A policy, {@code When<Event>Then<Command>}. Each command gets a commit id derived from the event and its aggregate, so redelivery acts once.
 * What ends many is a process of its own, an aggregate that this policy begins: a poll is no place for a hundred thousand commands.
 */
public interface Automation {
    /** Consumer name: lower case and dashes, never changed afterwards. */
    String name();

    EventCatalog source();

    /** A policy that looks at nothing but the event. */
    static Automation of(String name, EventCatalog source, Function<Recorded<?>, List<Object>> when) {
        return new PureAutomation(name, source, when);
    }

    /** The commands this event calls for, in order, at most one for an aggregate; empty when it is none of this policy's business. */
    List<Object> when(Recorded<?> recorded);
}
