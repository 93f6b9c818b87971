package io.countersign.events.log;

import io.countersign.eventstore.EventLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The logs that this service owns; the first is the log of its aggregates. */
public final class EventLogs {
    private final Map<String, Owned> logs = new LinkedHashMap<>();

    public EventLogs(List<Owned> logs) {
        logs.forEach(owned -> this.logs.put(owned.name(), owned));
    }

    /** The log of the aggregates. */
    public Owned first() {
        return logs.values().iterator().next();
    }

    public Owned named(String name) {
        var owned = logs.get(name);
        if (owned == null) {
            throw new IllegalArgumentException("No log is called " + name + "; countersign.logs names " + logs.keySet());
        }
        return owned;
    }

    public List<Owned> all() {
        return List.copyOf(logs.values());
    }

    /**
     * A log and where it is published.
     *
     * @param accessTopic null when its events change no access
     * @param retention   how long its events are kept, null when for ever
     */
    public record Owned(String name, String topic, @Nullable String accessTopic, EventLog log, EventEnvelopes envelopes,
            @Nullable Duration retention) {
    }
}
