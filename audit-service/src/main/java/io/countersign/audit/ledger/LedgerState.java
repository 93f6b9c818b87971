package io.countersign.audit.ledger;

import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.audit.verifier.Entry;
import io.countersign.audit.verifier.RightEdge;
import io.countersign.audit.verifier.TreeHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the ledger stands: what the next bundle builds on. Pure; {@link #bundle} decides, {@link #after} evolves. */
record LedgerState(long nextBundle, Map<String, Long> next, Map<String, RightEdge> trees, RightEdge installation) {
    static final LedgerState EMPTY = new LedgerState(0, Map.of(), Map.of(), RightEdge.EMPTY);

    /**
     * The bundle of those events that are not recorded yet; each source's must follow its next position without a gap.
     *
     * @throws IllegalStateException when one is ahead of its source
     */
    Bundle bundle(String id, List<DeliveredEvent> events, Instant now) {
        var positions = new HashMap<>(next);
        var touched = new TreeMap<String, RightEdge>();
        var placed = new ArrayList<Bundle.Placed>();
        for (var event : events) {
            var expected = positions.getOrDefault(event.source(), 0L);
            if (event.position() > expected) {
                throw new IllegalStateException("Position " + expected + " of " + event.source() + " is missing");
            }
            if (event.position() == expected) {
                var tree = Envelope.of(event.bytes()).tree();
                var edge = touched.getOrDefault(tree, trees.getOrDefault(tree, RightEdge.EMPTY));
                var entry = new Entry(event.source(), event.position(), event.sequence(), event.bytes());
                placed.add(new Bundle.Placed(tree, edge.size(), entry));
                touched.put(tree, edge.append(entry.leaf()));
                positions.put(event.source(), expected + 1);
            }
        }
        var log = installation;
        for (var tree : touched.entrySet()) {
            log = log.append(new TreeHead(tree.getKey(), tree.getValue().size(), tree.getValue().root()).leaf());
        }
        return new Bundle(nextBundle, id, now, placed, positions, touched, log);
    }

    LedgerState after(Bundle bundle) {
        var edges = new HashMap<>(trees);
        edges.putAll(bundle.trees());
        return new LedgerState(bundle.number() + 1, bundle.next(), edges, bundle.installation());
    }
}
