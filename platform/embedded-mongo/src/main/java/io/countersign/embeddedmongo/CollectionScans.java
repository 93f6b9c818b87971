package io.countersign.embeddedmongo;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts, by collection, the queries that no index could answer. The server's own catalogue is not counted. */
final class CollectionScans {

    private final Map<String, LongAdder> byCollection = new ConcurrentHashMap<>();

    void scanned(String namespace) {
        if (!namespace.contains(".system.")) {
            byCollection.computeIfAbsent(namespace, _ -> new LongAdder()).increment();
        }
    }

    long total() {
        return byCollection.values().stream().mapToLong(LongAdder::sum).sum();
    }

    Map<String, Long> byCollection() {
        var counted = new TreeMap<String, Long>();
        byCollection.forEach((namespace, scans) -> counted.put(namespace, scans.sum()));
        return counted;
    }
}
