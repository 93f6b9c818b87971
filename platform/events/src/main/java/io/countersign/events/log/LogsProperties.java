package io.countersign.events.log;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The logs that a service owns.
 *
 * @param logs the first is the log of its aggregates, the others are appended to through {@link EventWriter}
 */
@ConfigurationProperties("countersign")
record LogsProperties(List<Log> logs) {
    /** A repeated request finds its commit for a day. */
    private static final Duration SHORTEST = Duration.ofDays(2);

    LogsProperties {
        logs = List.copyOf(logs);
        var names = new HashSet<String>();
        logs.forEach(log -> {
            if (!names.add(log.name())) {
                throw new IllegalArgumentException("countersign.logs names " + log.name() + " twice");
            }
        });
        for (var n = 0; n < logs.size(); n++) {
            check(logs.get(n), n == 0);
        }
    }

    private static void check(Log log, boolean first) {
        if (log.retention() == null) {
            return;
        }
        if (first || log.accessTopic() != null) {
            throw new IllegalArgumentException("countersign.logs: " + log.name() + " holds "
                    + (first ? "aggregates" : "what decides on access") + ", which nothing may be removed from. It can have no retention.");
        }
        if (log.retention().compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("countersign.logs: the retention of " + log.name() + " is " + log.retention()
                    + ", but a repeated request must find its commit: it must be at least " + SHORTEST);
        }
    }

    /**
     * @param name        part of the source and name of the collection, never changed afterwards
     * @param topic       where its events are published, also the prefix of their types
     * @param accessTopic where the access entries are published; absent when its events change no access
     * @param retention   how long its events are kept; absent when for ever, as a log of aggregates must be
     */
    record Log(String name, String topic, @Nullable String accessTopic, @Nullable Duration retention) {
    }
}
