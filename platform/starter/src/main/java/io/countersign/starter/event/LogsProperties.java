package io.countersign.starter.event;

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
    LogsProperties {
        logs = List.copyOf(logs);
        var names = new HashSet<String>();
        logs.forEach(log -> {
            if (!names.add(log.name())) {
                throw new IllegalArgumentException("countersign.logs names " + log.name() + " twice");
            }
        });
    }

    /**
     * @param name        part of the source and name of the collection, never changed afterwards
     * @param topic       where its events are published, also the prefix of their types
     * @param accessTopic where the access entries are published; absent when its events change no access
     */
    record Log(String name, String topic, @Nullable String accessTopic) {
    }
}
