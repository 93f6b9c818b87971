package io.countersign.eventstore;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Keeps one writer from starving the others: who has met a foreign commit within the last second pauses one jittered insert time after
 * each batch of its own. Also spaces repeated attempts after unknown answers.
 */
final class AppendPacing {
    private static final long MEMORY = Duration.ofSeconds(1).toNanos();
    private static final long SHORTEST_BACK_OFF = Duration.ofMillis(2).toNanos();
    private static final long LONGEST_BACK_OFF = Duration.ofMillis(500).toNanos();

    private final RandomGenerator random;
    private long insertNanos = Duration.ofMillis(1).toNanos();
    private long foreignSeen;
    private boolean contended;
    private int unclear;

    AppendPacing(RandomGenerator random) {
        this.random = random;
    }

    void metForeign(long now) {
        foreignSeen = now;
        contended = true;
    }

    /** How long to pause after a batch of our own that took {@code took}. */
    long afterBatch(long now, long took) {
        unclear = 0;
        insertNanos = (insertNanos * 7 + took) / 8;
        contended = contended && now - foreignSeen < MEMORY;
        return contended ? jitter(insertNanos) : 0;
    }

    /** How long to wait before the same documents are sent once more. */
    long afterUnknown() {
        return jitter(Math.min(LONGEST_BACK_OFF, SHORTEST_BACK_OFF << Math.min(unclear++, 16)));
    }

    private long jitter(long nanos) {
        return nanos / 2 + random.nextLong(nanos + 1);
    }
}
