package io.countersign.audit.ledger;

import io.countersign.audit.verifier.Entry;
import io.countersign.audit.verifier.RightEdge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The only commit: entries of all sources and organizations, and the state of everything they touched afterwards.
 *
 * @param number       dense
 * @param next         the next position of every source known so far
 * @param trees        each tree it touched, in order of their names: that is the order of their heads in the installation's log
 * @param installation the installation's log behind those heads
 */
record Bundle(long number, String id, Instant closedAt, List<Placed> entries, Map<String, Long> next,
        SortedMap<String, RightEdge> trees,
        RightEdge installation) {
    /** An entry and where it stands in its tree. */
    public record Placed(String tree, long index, Entry entry) {
    }
}
