package io.countersign.eventstore;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a writer may rely on what it knows of the end of the log. The slot behind a head that was certain a minute ago may be taken by
 * now, which the insert finds out; it cannot have been taken, removed and deleted, which the insert would not find out, because a deletion
 * waits for {@link LogStart#SETTLES}.
 */
final class HeadFreshness {
    static final Duration LASTS = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private long since;
    private boolean ended = true;

    HeadFreshness(LongSupplier nanos) {
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** Evidence that was asked for at {@code asked}. */
    void since(long asked) {
        since = asked;
        ended = false;
    }

    boolean lasts() {
        ended = ended || nanos.getAsLong() - since > LASTS.toNanos();
        return !ended;
    }
}
