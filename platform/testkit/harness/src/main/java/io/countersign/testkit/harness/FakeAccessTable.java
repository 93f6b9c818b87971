package io.countersign.testkit.harness;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The access feed as a test holds it: fresh or stale, ready or not, with the entries that the test puts into force. */
public final class FakeAccessTable implements AccessTable {
    private final Map<String, AccessEntry> entries = new ConcurrentHashMap<>();
    private final Map<String, Runnable> afterReading = new ConcurrentHashMap<>();
    private final List<Consumer<AccessEntry>> listeners = new CopyOnWriteArrayList<>();
    private volatile Duration age = Duration.ZERO;
    private volatile boolean ready = true;
    private volatile @Nullable Duration lag;

    public void put(AccessEntry entry) {
        entries.put(entry.key(), entry);
        listeners.forEach(listener -> listener.accept(entry));
    }

    public void end(String key) {
        put(new AccessEntry(key, 0, false, true, 9));
    }

    public void suspend(String key) {
        put(new AccessEntry(key, 0, true, false, 9));
    }

    public void cut(String key) {
        put(new AccessEntry(key, 9, false, false, 9));
    }

    public void cutAndSuspend(String key) {
        put(new AccessEntry(key, 9, true, false, 9));
    }

    /** As an entry that a snapshot left out. */
    public void forget(String key) {
        entries.remove(key);
        listeners.forEach(listener -> listener.accept(new AccessEntry(key, 0, false, false, 0)));
    }

    /** Something happens right after an entry was looked up for the first time, and before whoever looked knows what it says. */
    public void afterReading(String key, Runnable something) {
        afterReading.put(key, something);
    }

    public void age(Duration age) {
        this.age = age;
    }

    public void ready(boolean ready) {
        this.ready = ready;
    }

    /** What was measured of each entry in force; null for nothing. */
    public void lag(@Nullable Duration lag) {
        this.lag = lag;
    }

    /** Fresh, ready and empty; whoever listens goes on. */
    public void clear() {
        entries.clear();
        afterReading.clear();
        age = Duration.ZERO;
        ready = true;
    }

    @Override
    public @Nullable AccessEntry get(String key) {
        var entry = entries.get(key);
        var something = afterReading.remove(key);
        if (something != null) {
            something.run();
        }
        return entry;
    }

    @Override
    public Optional<Duration> lag(AccessEntry entry) {
        return Optional.ofNullable(entries.containsKey(entry.key()) ? lag : null);
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public Duration age() {
        return age;
    }

    @Override
    public void onChange(Consumer<AccessEntry> listener) {
        listeners.add(listener);
    }
}
