package io.countersign.events.projection;

import io.countersign.events.consumer.Delivery;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.Recorded;
import io.countersign.events.log.UnknownEventType;
import io.countersign.events.log.UnreadableEvent;
import io.countersign.events.projection.Rows.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rows in memory while a topic is read, a batch at a time. An aggregate whose event cannot be folded waits from there on, as it does behind
 * a dead letter.
 */
final class RebuildFold<V> {
    private final Projection<V> projection;
    private final EventEnvelopes envelopes;
    private final int batch;
    private final List<Delivery> read = new ArrayList<>();
    private final TreeMap<String, Stored<V>> rows = new TreeMap<>();
    private final Set<String> waiting = new TreeSet<>();
    private final Set<String> moved = new HashSet<>();

    RebuildFold(Projection<V> projection, EventEnvelopes envelopes, int batch) {
        this.projection = projection;
        this.envelopes = envelopes;
        this.batch = batch;
    }

    void event(Delivery delivery) {
        read.add(delivery);
        if (read.size() == batch) {
            flush();
        }
    }

    /** Folds what was read and not folded yet. */
    void flush() {
        var groups = new LinkedHashMap<String, List<Delivery>>();
        read.forEach(delivery -> groups.computeIfAbsent(delivery.aggregateId(), _ -> new ArrayList<>()).add(delivery));
        groups.forEach(this::group);
        read.clear();
    }

    private void group(String aggregateId, List<Delivery> group) {
        var events = new ArrayList<Recorded<?>>();
        var strange = false;
        for (var delivery : group) {
            try {
                var recorded = delivery.read(envelopes);
                if (projection.accepts(recorded)) {
                    events.add(recorded);
                }
            } catch (UnknownEventType | UnreadableEvent unusable) {
                strange = true;
                break;
            }
        }
        if (!waiting.contains(aggregateId)) {
            fold(aggregateId, events);
        }
        if (strange) {
            waiting.add(aggregateId);
        }
    }

    private void fold(String aggregateId, List<Recorded<?>> events) {
        var known = rows.getOrDefault(aggregateId, new Stored<>(aggregateId, -1, null));
        var folded = RowFold.fold(projection, known, events);
        if (folded.sequence() != known.sequence()) {
            rows.put(aggregateId, new Stored<>(aggregateId, folded.sequence(), folded.value()));
            moved.add(aggregateId);
        }
        if (folded.failure() != null) {
            waiting.add(aggregateId);
        }
    }

    /** In the order of their ids. */
    Collection<Stored<V>> rows() {
        return rows.values();
    }

    int waiting() {
        return waiting.size();
    }

    /** The rows that changed since this was last asked. */
    List<Stored<V>> takeMoved() {
        var taken = moved.stream().sorted().map(id -> java.util.Objects.requireNonNull(rows.get(id))).toList();
        moved.clear();
        return taken;
    }
}
