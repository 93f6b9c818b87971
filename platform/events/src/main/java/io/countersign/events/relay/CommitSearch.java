package io.countersign.events.relay;

import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.Head;

/** Finds the commit that holds a position, by bisecting: commit numbers are dense and their first positions rise. */
final class CommitSearch {
    private CommitSearch() {
    }

    /**
     * @param end a known end behind the position
     * @return the end of the commit before the one that holds {@code position}; where the log begins later, the end of what was removed
     */
    static Head before(EventLog log, long position, Head end) {
        var start = log.start();
        if (position <= start.position()) {
            return start.before();
        }
        var low = start.number();
        var high = end.number();
        while (low < high) {
            var middle = low + (high - low) / 2;
            if (log.read(middle, 1).getFirst().next() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return new Head(low - 1, log.read(low, 1).getFirst().first());
    }
}
