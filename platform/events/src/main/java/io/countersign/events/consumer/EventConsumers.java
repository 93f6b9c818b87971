package io.countersign.events.consumer;

import java.util.List;

/** Contributes consumers that the platform runs; one bean per kind. */
@FunctionalInterface
public interface EventConsumers {
    List<EventConsumer> all();
}
