package io.countersign.events.consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts letters as they are kept, per consumer and reason; what waits now is a gauge of its own. */
final class DeadLetterCounters {
    private final MeterRegistry meters;

    DeadLetterCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Zero is published from the start, so that an alert sees the first letter as a change. */
    void begin(String consumer) {
        for (var reason : DeadLetterStore.Reason.values()) {
            if (reason != DeadLetterStore.Reason.QUEUED) {
                counter(consumer, reason);
            }
        }
    }

    void kept(String consumer, DeadLetterStore.Reason reason) {
        counter(consumer, reason).increment();
    }

    private Counter counter(String consumer, DeadLetterStore.Reason reason) {
        return Counter.builder("countersign.dead.letters").description("Events that a consumer could not have the effect of")
                .tag("consumer", consumer).tag("reason", reason.name()).register(meters);
    }
}
