package io.countersign.events.log;

import io.countersign.eventstore.EventLog;

/** Opens the logs of this service: on its MongoDB database, unless a test says otherwise. */
@FunctionalInterface
interface EventLogFactory {
    /** @param name name of the log, also of its collection */
    EventLog open(String name);
}
