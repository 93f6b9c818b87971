package io.countersign.events.projection;

import io.countersign.events.command.Receipt;
import io.countersign.events.consumer.CommittedKeys;
import io.countersign.events.consumer.TopicFollower;
import io.countersign.events.consumer.TopicReader;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.UnknownEventType;
import io.countersign.events.log.UnreadableEvent;
import io.countersign.events.projection.Rows.Stored;
import io.countersign.events.projection.View.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@link LocalView} of a view and what keeps it current. It notes where the view's consumer stands, reads every row, and follows the topic from
 * there: whatever an event moved is read from the view again once the view has it. Another generation of the view is read anew beside the
 * copy that serves.
 */
public final class FollowedView<V, C extends LocalView<V>> {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedView.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofMillis(5);
    private static final long AFTER_FAILURE = Duration.ofSeconds(1).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
    private static final long POLL = Duration.ofMillis(10).toNanos();
    private static final int BATCH = 500;
    private static final int MOST_WANTED = 100_000;

    private final Projection<V> projection;
    private final MongoViews views;
    private final Supplier<TopicReader> topics;
    private final EventEnvelopes envelopes;
    private final Supplier<C> empty;
    private final @Nullable JoinedTopic joined;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable C current;
    private volatile @Nullable TopicFollower feed;
    private volatile long lag;
    private volatile boolean stopped;

    FollowedView(Projection<V> projection, MongoViews views, Supplier<TopicReader> topics, EventEnvelopes envelopes, Supplier<C> empty,
            @Nullable JoinedTopic joined) {
        this.projection = projection;
        this.views = views;
        this.topics = topics;
        this.envelopes = envelopes;
        this.empty = empty;
        this.joined = joined;
    }

    /** @throws LocalViewNotReady when the whole view has not been read within 2 s */
    public C current() {
        var deadline = System.nanoTime() + PATIENCE;
        var copy = current;
        while (copy == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL);
            copy = current;
        }
        if (copy == null) {
            throw new LocalViewNotReady();
        }
        return copy;
    }

    /** Whether there is a {@link #current}. */
    public boolean ready() {
        return current != null;
    }

    /** What it makes of the rows and the caller's own write: waits until the view has that, at most 2 s, and copies it. */
    public void await(Receipt receipt) {
        var copy = current();
        new MongoView<>(projection.rowType(), () -> views.live(projection)).await(receipt);
        copy(copy, List.of(receipt.aggregateId()));
        copy.publish();
    }

    String name() {
        return projection.name();
    }

    /** Events that are in the topic and not here, those included that the view itself lacks. */
    long lag() {
        return lag;
    }

    void run() {
        while (!stopped) {
            try (var following = topics.get().follow(projection.source().topic(), projection.name());
                    var beside = joined == null ? null : topics.get().handled(joined.topic(), joined.consumer())) {
                feed = following;
                follow(following, beside);
            } catch (RuntimeException unavailable) {
                if (!stopped) {
                    LOG.warn("The local copy of view {} failed and is rebuilt: {}", name(), unavailable.toString());
                    LockSupport.parkNanos(AFTER_FAILURE);
                }
            } finally {
                feed = null;
            }
        }
    }

    void stop() {
        stopped = true;
        var following = feed;
        if (following != null) {
            following.wakeup();
        }
    }

    void close() {
        var copy = current;
        current = null;
        if (copy != null) {
            copy.close();
        }
    }

    /** Until the view has another generation. */
    private void follow(TopicFollower topic, @Nullable CommittedKeys beside) {
        var generation = views.number(name());
        var copy = empty.get();
        var following = new Following(topic, beside, copy);
        try {
            var batch = new ArrayList<Stored<V>>(BATCH);
            views.fresh(projection).forEach(row -> {
                batch.add(row);
                if (batch.size() == BATCH) {
                    put(copy, batch);
                    batch.clear();
                }
            });
            put(copy, batch);
            following.until(() -> views.number(name()) != generation);
        } finally {
            if (!following.serving) {
                copy.close();
            }
        }
    }

    /** The rows are read while nobody else writes, so a row never goes back. */
    private List<Stored<V>> copy(C into, List<String> aggregateIds) {
        writing.lock();
        try {
            var rows = views.live(projection).findAll(aggregateIds);
            put(into, rows);
            return rows;
        } finally {
            writing.unlock();
        }
    }

    private static <V> void put(LocalView<V> copy, List<Stored<V>> rows) {
        var alive = new ArrayList<Row<V>>(rows.size());
        for (var row : rows) {
            var value = row.value();
            if (value == null) {
                copy.remove(row.aggregateId());
            } else {
                alive.add(new Row<>(row.aggregateId(), row.sequence(), value));
            }
        }
        copy.putAll(alive);
    }

    private final class Following {
        private static final long PUBLISHED = 10_000_000;
        private static final long LOOKED = 1_000_000_000;
        private final TopicFollower topic;
        private final @Nullable CommittedKeys beside;
        private final C copy;
        private final AwaitedRows awaited = new AwaitedRows(MOST_WANTED);
        private boolean serving;
        private boolean unpublished;
        private long published = System.nanoTime();

        Following(TopicFollower topic, @Nullable CommittedKeys beside, C copy) {
            this.topic = topic;
            this.beside = beside;
            this.copy = copy;
        }

        void until(Supplier<Boolean> over) {
            var looked = System.nanoTime();
            while (!stopped) {
                step();
                if (System.nanoTime() - looked >= LOOKED) {
                    looked = System.nanoTime();
                    if (failing(over)) {
                        return;
                    }
                    lookBeside();
                }
            }
        }

        private void step() {
            if (!awaited.full()) {
                topic.poll(awaited.none() && !unpublished ? IDLE : SOON).forEach(delivery -> {
                    if (concerns(delivery.position(), delivery.bytes())) {
                        awaited.want(delivery.aggregateId(), delivery.sequence(), System.nanoTime());
                    }
                });
            }
            failing(this::look);
            if (unpublished && System.nanoTime() - published >= PUBLISHED) {
                copy.publish();
                unpublished = false;
                published = System.nanoTime();
            }
            lag = topic.lag() + awaited.size();
            if (!serving && topic.caughtUp()) {
                serve();
            }
        }

        /** What no version of the view could have folded moves no row. */
        private boolean concerns(long position, byte[] bytes) {
            try {
                return projection.accepts(envelopes.read(position, bytes));
            } catch (UnknownEventType | UnreadableEvent strange) {
                return false;
            }
        }

        private boolean look() {
            var due = awaited.due(System.nanoTime(), BATCH);
            if (!due.isEmpty()) {
                var found = copy(copy, due).stream().collect(Collectors.toMap(Stored::aggregateId, Stored::sequence));
                var now = System.nanoTime();
                due.forEach(id -> awaited.found(id, found.getOrDefault(id, -1L), now));
                unpublished = unpublished || !found.isEmpty();
            }
            return false;
        }

        /** Where the database is away the whole copy is created anew, as what was reported is not reported again. */
        private void lookBeside() {
            if (beside != null) {
                var touched = List.copyOf(beside.next());
                for (var from = 0; from < touched.size(); from += BATCH) {
                    copy(copy, touched.subList(from, Math.min(from + BATCH, touched.size())));
                    unpublished = true;
                }
            }
        }

        /** What is wanted stays wanted, so nothing is lost by the database's being away. */
        private boolean failing(Supplier<Boolean> step) {
            try {
                return step.get();
            } catch (RuntimeException unavailable) {
                LOG.warn("Reading view {} failed and is retried: {}", name(), unavailable.toString());
                LockSupport.parkNanos(AFTER_FAILURE);
                return false;
            }
        }

        private void serve() {
            copy.publish();
            var before = current;
            current = copy;
            serving = true;
            if (before != null) {
                before.close();
            }
            LOG.info("The local copy of view {} is complete", name());
        }
    }
}
