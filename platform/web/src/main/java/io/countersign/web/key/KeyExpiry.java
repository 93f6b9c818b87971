package io.countersign.web.key;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code countersign_key_expiry_seconds}: how long each key that has an end will last, negative where it is overdue. It is counted when it
 * is read. Of each kind only those that end first are published, so that the series stay few however many keys there are.
 */
public final class KeyExpiry {
    /** Of each kind. */
    public static final int MOST = 100;

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, MultiGauge> kinds = new ConcurrentHashMap<>();

    KeyExpiry(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What is published of a kind from now on.
     *
     * @param kind {@code management-key} for example
     * @param ends by the ids of the keys
     */
    public void tell(String kind, Map<String, Instant> ends) {
        var first = ends.entrySet().stream().sorted(Map.Entry.comparingByValue()).limit(MOST)
                .map(end -> MultiGauge.Row.of(Tags.of("name", kind + "/" + end.getKey()), end.getValue(), this::secondsUntil)).toList();
        kinds.computeIfAbsent(kind, _ -> MultiGauge.builder("countersign.key.expiry").baseUnit("seconds")
                .description("How long a key that has an end will last").register(meters)).register(first, true);
    }

    private double secondsUntil(Instant end) {
        return Duration.between(clock.instant(), end).toSeconds();
    }
}
