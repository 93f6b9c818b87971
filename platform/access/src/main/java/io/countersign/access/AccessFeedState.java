package io.countersign.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds one owner's access topic into what is in force. Pure; the order of records is all it knows.
 * <ul>
 * <li>Of one key, the higher version wins: duplicates and late re-sends change nothing.</li>
 * <li>A snapshot is complete when its end follows its begin, with no other begin between.</li>
 * <li>A complete snapshot drops the entries that were not sent again since its begin, but none from a position its writer did not know
 * yet: a writer that was replaced and does not know it cannot undo its successor's cuts.</li>
 * </ul>
 */
public final class AccessFeedState {
    private final Map<String, Held> held = new HashMap<>();
    private @Nullable Open open;
    private boolean complete;
    private long records;
    private long highest = -1;

    /** What the record changed; empty for most. */
    public List<Change> apply(AccessFeedRecord record) {
        records++;
        return switch (record) {
            case AccessFeedRecord.Entry entry -> entered(entry);
            case AccessFeedRecord.SnapshotBegin begin -> {
                open = new Open(begin.id(), records, begin.position(), begin.position() > highest);
                yield List.of();
            }
            case AccessFeedRecord.SnapshotEnd end -> ended(end);
            case AccessFeedRecord.Heartbeat ignored -> List.of();
        };
    }

    /** Whether a complete snapshot was read that knew everything read before it. */
    public boolean complete() {
        return complete;
    }

    public int size() {
        return held.size();
    }

    /** Records were missed: what is held stays held, but only a new complete snapshot makes it whole. */
    public void interrupted() {
        complete = false;
        open = null;
    }

    private List<Change> entered(AccessFeedRecord.Entry record) {
        var entry = record.entry();
        highest = Math.max(highest, record.position());
        var known = held.get(entry.key());
        if (known != null && known.entry().version() >= entry.version()) {
            held.put(entry.key(), new Held(known.entry(), known.position(), records));
            return List.of();
        }
        held.put(entry.key(), new Held(entry, record.position(), records));
        return List.of(new Change(entry.key(), known == null ? null : known.entry(), entry));
    }

    private List<Change> ended(AccessFeedRecord.SnapshotEnd end) {
        var snapshot = open;
        if (snapshot == null || !snapshot.id().equals(end.id())) {
            return List.of();
        }
        open = null;
        complete |= snapshot.knewEverything();
        var dropped = new ArrayList<Change>();
        held.values().removeIf(known -> {
            var gone = known.seen() < snapshot.began() && known.position() < snapshot.position();
            if (gone) {
                dropped.add(new Change(known.entry().key(), known.entry(), null));
            }
            return gone;
        });
        return dropped;
    }

    /**
     * @param before null when nothing was in force
     * @param after  null when nothing is in force any more
     */
    public record Change(String key, @Nullable AccessEntry before, @Nullable AccessEntry after) {
    }

    private record Held(AccessEntry entry, long position, long seen) {
    }

    private record Open(String id, long began, long position, boolean knewEverything) {
    }
}
