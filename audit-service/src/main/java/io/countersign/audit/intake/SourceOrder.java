package io.countersign.audit.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of one source into the order of their positions, whatever partitions they come from: each position once, none skipped.
 * What comes too early waits; what came already is dropped.
 */
final class SourceOrder {
    /** How far ahead of the next position a partition may be read. */
    static final long LARGEST_LEAD = 4_096;
    /** How long a position may be missing before it is an alarm. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private final TreeMap<Long, DeliveredEvent> waiting = new TreeMap<>();
    private long next;
    private @Nullable Instant missingSince;

    SourceOrder(long next) {
        this.next = next;
    }

    /** @return what is in order now, perhaps nothing */
    List<DeliveredEvent> take(DeliveredEvent delivered, Instant now) {
        var ready = new ArrayList<DeliveredEvent>();
        if (delivered.position() >= next) {
            waiting.putIfAbsent(delivered.position(), delivered);
        }
        for (var first = waiting.remove(next); first != null; first = waiting.remove(next)) {
            ready.add(first);
            next++;
        }
        if (waiting.isEmpty()) {
            missingSince = null;
        } else if (missingSince == null || !ready.isEmpty()) {
            missingSince = now;
        }
        return ready;
    }

    long next() {
        return next;
    }

    boolean tooFarAhead(long position) {
        return position > next + LARGEST_LEAD;
    }

    /** Whether the next position is overdue while later ones are here: its owner must publish it again. */
    boolean overdue(Instant now) {
        return missing(now, PATIENCE);
    }

    boolean missing(Instant now, Duration patience) {
        return missingSince != null && Duration.between(missingSince, now).compareTo(patience) >= 0;
    }

    int waiting() {
        return waiting.size();
    }
}
