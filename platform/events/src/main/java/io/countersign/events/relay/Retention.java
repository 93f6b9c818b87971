package io.countersign.events.relay;

import io.countersign.events.log.EventLogs;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.LogStart;
import io.countersign.eventstore.StoredCommit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is older than a log's retention: the commits before the first one that is younger, as far as they are published, and never
 * the last that is. The start moves first; what stands in front of it is deleted by a run at least {@link LogStart#SETTLES} later. A run
 * works in bounded steps, each of them only while this replica relays the log, and may end after any of them.
 */
final class Retention {
    private static final Logger logger = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 256;

    private final EventLogs.Owned owned;
    private final EventLog log;
    private final Duration span;
    private final RemovalListener listener;
    private final Clock clock;
    private final LongSupplier nanos;
    private @Nullable Settling settling;

    /** @param nanos a clock that never goes back, of which only differences count */
    Retention(EventLogs.Owned owned, Duration span, RemovalListener listener, Clock clock, LongSupplier nanos) {
        this.owned = owned;
        this.log = owned.log();
        this.span = span;
        this.listener = listener;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * @param published the number of the last commit that Kafka holds, as it is stored; asked before each step
     * @throws io.countersign.events.lease.Leases.LeaseLost through {@code published}, when another replica relays the log now
     */
    void run(Supplier<Long> published) {
        clear(published);
        var oldest = clock.instant().minus(span);
        var before = log.start();
        var start = before;
        for (var next = firstKept(start, published.get(), oldest); next > start.number(); next = firstKept(start, published.get(),
                oldest)) {
            start = log.startAt(next);
        }
        if (start.number() > before.number()) {
            logger.info("Log {} begins with commit {} at position {} now: {} events from before {} were removed", owned.name(),
                    start.number(), start.position(), start.position() - before.position(), oldest);
        }
        if (settling == null || settling.start().number() < start.number()) {
            settling = new Settling(start, nanos.getAsLong());
        }
        if (start.number() > 0) {
            listener.removed(owned.name(), start, oldest);
        }
    }

    /** While a log is sent again from before what was settled, nothing is deleted. */
    private void clear(Supplier<Long> published) {
        var settled = settling;
        if (settled == null || nanos.getAsLong() - settled.since() < LogStart.SETTLES.toNanos()) {
            return;
        }
        for (var cleared = false; !cleared && published.get() >= settled.start().number();) {
            cleared = log.clear(settled.start(), BATCH);
            settling = cleared ? null : settled;
        }
    }

    private long firstKept(LogStart start, long published, Instant oldest) {
        var commits = log.read(start.number(), BATCH);
        for (var commit : commits) {
            if (commit.number() >= published || !older(commit, oldest)) {
                return commit.number();
            }
        }
        return commits.isEmpty() ? start.number() : commits.getLast().number();
    }

    private boolean older(StoredCommit commit, Instant oldest) {
        return commit.events().stream().allMatch(event -> owned.envelopes().time(event.position(), event.bytes()).isBefore(oldest));
    }

    /** A start, and since when it is known to be written. */
    private record Settling(LogStart start, long since) {
    }
}
