package io.countersign.events.feed;

import io.countersign.access.AccessProperties;
import io.countersign.access.AccessFeedRecord;
import io.countersign.events.relay.AccessPublisher;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.StoredCommit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one log's access entries: a snapshot of everything in force when it starts and every 12 h, each new entry as it is committed,
 * and heartbeats once the first snapshot is complete and only while the relay stands at the store's head.
 */
final class AccessFeedPublisher implements AccessPublisher {
    private static final Logger log = LoggerFactory.getLogger(AccessFeedPublisher.class);
    private static final long HEARTBEAT = Duration.ofMillis(500).toNanos();
    private static final long CHECKPOINT = Duration.ofSeconds(5).toNanos();
    private static final long RETRY = Duration.ofMinutes(1).toNanos();
    private static final int READ = 500;

    private final EventLog events;
    private final EntriesInForceStore store;
    private final AccessFeedProducer producer;
    private final AccessProperties settings;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Executor background;
    private final Object lock = new Object();

    private @Nullable EntriesInForce book;
    private long run;
    private long nextHeartbeat;
    private long nextSnapshot;
    private long nextCheckpoint;
    private CompletableFuture<?> heartbeat = CompletableFuture.completedFuture(null);

    /** @param background where long work of the relay's idle moments is done */
    AccessFeedPublisher(EventLog events, EntriesInForceStore store, AccessFeedProducer producer, AccessProperties settings, Clock clock,
            LongSupplier nanos,
            Executor background) {
        this.events = events;
        this.store = store;
        this.producer = producer;
        this.settings = settings;
        this.clock = clock;
        this.nanos = nanos;
        this.background = background;
    }

    @Override
    public void started() {
        producer.open();
        var loaded = new EntriesInForce(settings.topicRetention(), settings.longestToken(), store.load());
        for (var commits = events.read(loaded.number() + 1, READ); !commits.isEmpty(); commits = events.read(loaded.number() + 1, READ)) {
            commits.forEach(commit -> loaded.fold(commit, clock.instant()));
        }
        long begun;
        synchronized (lock) {
            book = loaded;
            begun = ++run;
            nextSnapshot = Long.MAX_VALUE;
        }
        store.save(loaded.changes());
        snapshot(loaded, begun);
        synchronized (lock) {
            nextHeartbeat = nanos.getAsLong();
            nextCheckpoint = nanos.getAsLong() + CHECKPOINT;
            nextSnapshot = nanos.getAsLong() + settings.snapshotEvery().toNanos();
        }
    }

    @Override
    public CompletableFuture<?> published(StoredCommit commit) {
        synchronized (lock) {
            if (book == null) {
                return CompletableFuture.failedFuture(new IllegalStateException("The access feed is not started"));
            }
            book.fold(commit, clock.instant());
            return CompletableFuture.allOf(commit.access().stream()
                    .map(entry -> producer.send(new AccessFeedRecord.Entry(entry, commit.first()))).toArray(CompletableFuture<?>[]::new));
        }
    }

    @Override
    public void caughtUp(Head head) {
        synchronized (lock) {
            var current = book;
            if (current == null || nextSnapshot == Long.MAX_VALUE) {
                return;
            }
            current.reach(head);
            var now = nanos.getAsLong();
            var begun = run;
            if (now - nextHeartbeat >= 0 && heartbeat.isDone()) {
                nextHeartbeat = now + HEARTBEAT;
                heartbeat = producer.send(new AccessFeedRecord.Heartbeat());
            }
            if (now - nextCheckpoint >= 0) {
                nextCheckpoint = now + CHECKPOINT;
                background.execute(() -> checkpoint(current, begun));
            }
            if (now - nextSnapshot >= 0) {
                nextSnapshot = now + settings.snapshotEvery().toNanos();
                background.execute(() -> snapshotAgain(current, begun));
            }
        }
    }

    @Override
    public void stopped() {
        synchronized (lock) {
            book = null;
            run++;
        }
    }

    private void snapshotAgain(EntriesInForce current, long begun) {
        try {
            snapshot(current, begun);
        } catch (RuntimeException failed) {
            log.warn("The snapshot of the access feed was not completed and is restarted", failed);
            synchronized (lock) {
                if (run == begun) {
                    nextSnapshot = nanos.getAsLong() + RETRY;
                }
            }
        }
    }

    /** Begin and copy are one step, so an entry published meanwhile stands either in the copy or behind the begin. */
    private void snapshot(EntriesInForce current, long begun) {
        var id = UUID.randomUUID().toString();
        List<AccessFeedRecord.Entry> inForce;
        var sent = new ArrayList<CompletableFuture<?>>();
        synchronized (lock) {
            inForce = current.inForce(clock.instant());
            if (!sendWhileRunning(begun, new AccessFeedRecord.SnapshotBegin(id, current.position()), sent)) {
                return;
            }
        }
        for (var entry : inForce) {
            if (!sendWhileRunning(begun, entry, sent)) {
                return;
            }
        }
        await(sent);
        var end = new ArrayList<CompletableFuture<?>>();
        if (sendWhileRunning(begun, new AccessFeedRecord.SnapshotEnd(id), end)) {
            await(end);
        }
    }

    private boolean sendWhileRunning(long begun, AccessFeedRecord record, List<CompletableFuture<?>> sent) {
        synchronized (lock) {
            if (run != begun) {
                return false;
            }
            sent.add(producer.send(record));
            return true;
        }
    }

    private static void await(List<CompletableFuture<?>> sent) {
        CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void checkpoint(EntriesInForce current, long begun) {
        EntriesInForce.Changes changes;
        synchronized (lock) {
            if (run != begun || !current.isDue()) {
                return;
            }
            changes = current.changes();
        }
        try {
            store.save(changes);
        } catch (RuntimeException failed) {
            log.warn("The access entries in force were not saved; this is retried", failed);
            synchronized (lock) {
                current.unsaved(changes);
            }
        }
    }
}
