package io.countersign.audit.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes whoever waits for a tree to grow. This process writes the log, so it knows. */
@Component
public class AppendSignal {
    private final Map<String, Set<Arrival>> waiting = new ConcurrentHashMap<>();

    /** From now on no growth of that tree is missed; {@link Arrival#close} ends it. */
    public Arrival at(String tree) {
        var arrival = new Arrival(tree);
        waiting.compute(tree, (same, others) -> {
            var all = others == null ? ConcurrentHashMap.<Arrival>newKeySet() : others;
            all.add(arrival);
            return all;
        });
        return arrival;
    }

    void grown(Collection<String> trees) {
        trees.forEach(tree -> waiting.getOrDefault(tree, Set.of()).forEach(Arrival::wake));
    }

    /** Somebody who waits for one tree. */
    public final class Arrival implements AutoCloseable {
        private final String tree;
        private final Semaphore news = new Semaphore(0);

        private Arrival(String tree) {
            this.tree = tree;
        }

        /** Waits for news since the last time; false when there was none for so long. */
        public boolean await(Duration longest) throws InterruptedException {
            var come = news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
            news.drainPermits();
            return come;
        }

        /** Ends the waiting, whatever has come. */
        public void wake() {
            news.release();
        }

        @Override
        public void close() {
            waiting.computeIfPresent(tree, (same, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
