package io.countersign.token.protocol;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The access feed as a test holds it: fresh or stale, with the entries the test puts into force. */
final class HeldTable implements AccessTable {
    private final Map<String, AccessEntry> entries = new ConcurrentHashMap<>();
    private final List<Consumer<AccessEntry>> listeners = new CopyOnWriteArrayList<>();
    volatile Duration age = Duration.ZERO;

    void put(AccessEntry entry) {
        entries.put(entry.key(), entry);
        listeners.forEach(listener -> listener.accept(entry));
    }

    /** As an entry that a snapshot left out. */
    void forget(String key) {
        entries.remove(key);
        listeners.forEach(listener -> listener.accept(new AccessEntry(key, 0, false, false, 0)));
    }

    @Override
    public @Nullable AccessEntry get(String key) {
        return entries.get(key);
    }

    @Override
    public boolean ready() {
        return true;
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
