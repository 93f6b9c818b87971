package io.countersign.registry.client.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Has what is done for one key done by one caller at a time; the others of this replica wait. */
public final class KeyedMutex {
    private static final int MOST = 10_000;
    private final Cache<String, Lock> locks = Caffeine.newBuilder().weakValues().maximumSize(MOST).build();

    public <T> T run(String key, Supplier<T> work) {
        var lock = locks.get(key, _ -> new ReentrantLock());
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
