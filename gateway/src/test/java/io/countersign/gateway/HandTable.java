package io.countersign.gateway;

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

/** An access table that a test fills by hand. */
final class HandTable implements AccessTable {
    private final Map<String, AccessEntry> entries = new ConcurrentHashMap<>();
    private final Map<String, Runnable> afterReading = new ConcurrentHashMap<>();
    private final List<Consumer<AccessEntry>> listeners = new CopyOnWriteArrayList<>();
    volatile Duration age = Duration.ZERO;
    volatile boolean ready = true;

    void end(String key) {
        put(new AccessEntry(key, 0, false, true, 9));
    }

    void suspend(String key) {
        put(new AccessEntry(key, 0, true, false, 9));
    }

    void cut(String key) {
        put(new AccessEntry(key, 9, false, false, 9));
    }

    void cutAndSuspend(String key) {
        put(new AccessEntry(key, 9, true, false, 9));
    }

    /** Something happens right after an entry was looked up for the first time, and before whoever looked knows what it says. */
    void afterReading(String key, Runnable something) {
        afterReading.put(key, something);
    }

    void clear() {
        entries.clear();
        afterReading.clear();
        age = Duration.ZERO;
        ready = true;
    }

    private void put(AccessEntry entry) {
        entries.put(entry.key(), entry);
        listeners.forEach(listener -> listener.accept(entry));
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
        return Optional.ofNullable(entries.get(entry.key())).map(known -> Duration.ofMillis(7));
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
