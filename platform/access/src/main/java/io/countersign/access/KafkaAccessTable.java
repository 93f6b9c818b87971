package io.countersign.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The table fed by Kafka, one thread per owner. */
public final class KafkaAccessTable implements AccessTable, SmartLifecycle {
    private final ConcurrentMap<String, Held> inForce = new ConcurrentHashMap<>();
    private final List<Consumer<AccessEntry>> listeners = new CopyOnWriteArrayList<>();
    private final List<AccessFeedReader> feeds;
    private final List<Thread> threads = new ArrayList<>();
    private final Clock clock;

    public KafkaAccessTable(List<String> topics, Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
            LongSupplier nanos, Clock clock) {
        this.clock = clock;
        this.feeds = topics.stream().map(topic -> new AccessFeedReader(topic, consumers, this::changed, nanos)).toList();
    }

    @Override
    public @Nullable AccessEntry get(String key) {
        var held = inForce.get(key);
        return held == null ? null : held.entry();
    }

    @Override
    public Optional<Duration> lag(AccessEntry entry) {
        var held = inForce.get(entry.key());
        return held == null || held.entry().version() != entry.version() ? Optional.empty() : Optional.ofNullable(held.lag());
    }

    @Override
    public boolean ready() {
        return feeds.stream().allMatch(AccessFeedReader::ready);
    }

    @Override
    public Duration age() {
        return feeds.stream().map(AccessFeedReader::age).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    @Override
    public void onChange(Consumer<AccessEntry> listener) {
        listeners.add(listener);
    }

    int size() {
        return inForce.size();
    }

    List<AccessFeedReader> feeds() {
        return feeds;
    }

    /** Each key is written by one owner, so feeds never meet at a key. */
    private void changed(List<AccessFeedState.Change> changes, @Nullable Instant sent) {
        var lag = sent == null ? null : Duration.between(sent, clock.instant());
        for (var change : changes) {
            var after = change.after();
            if (after == null) {
                inForce.remove(change.key());
            } else {
                inForce.put(change.key(), new Held(after, lag));
            }
            listeners.forEach(listener -> listener.accept(after == null ? open(change) : after));
        }
    }

    private static AccessEntry open(AccessFeedState.Change change) {
        return new AccessEntry(change.key(), 0, false, false, change.before() == null ? 0 : change.before().version());
    }

    /** @param lag null when its arrival was not seen */
    private record Held(AccessEntry entry, @Nullable Duration lag) {
    }

    @Override
    public synchronized void start() {
        if (threads.isEmpty()) {
            feeds.forEach(feed -> threads.add(Thread.ofPlatform().daemon().name("access-" + feed.topic()).start(feed)));
        }
    }

    @Override
    public synchronized void stop() {
        feeds.forEach(AccessFeedReader::close);
    }

    @Override
    public synchronized boolean isRunning() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /** Before the web server takes requests, and until after it stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
