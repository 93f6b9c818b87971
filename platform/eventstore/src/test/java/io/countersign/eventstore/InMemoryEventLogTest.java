package io.countersign.eventstore;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

class InMemoryEventLogTest extends EventLogContract {
    private final Map<String, EventLog> logs = new ConcurrentHashMap<>();

    @Override
    protected EventLog open(String name, LogLimits limits, LongSupplier clock) {
        return logs.computeIfAbsent(name, log -> new InMemoryEventLog("/test/" + log + "/1", limits));
    }
}
