package io.countersign.events.feed;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessFeedRecord;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.StoredCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The owner's list of entries in force: suspended ones; cut and ended ones as long as a token issued before may be valid; cleared ones as
 * long as the topic keeps what they cleared. Bounded by that, not by history.
 */
final class EntriesInForce {
    private final Duration topicRetention;
    private final Duration longestToken;
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, Line> unsaved = new HashMap<>();
    private final Map<String, Line> obsolete = new HashMap<>();
    private long number;
    private long position;
    private long savedNumber;

    EntriesInForce(Duration topicRetention, Duration longestToken, Saved saved) {
        this.topicRetention = topicRetention;
        this.longestToken = longestToken;
        this.number = saved.number();
        this.position = saved.position();
        saved.lines().forEach(this::keep);
        unsaved.clear();
        savedNumber = number;
    }

    /** Number of the last commit taken into account, -1 before the first. */
    long number() {
        return number;
    }

    /** The first position not taken into account. */
    long position() {
        return position;
    }

    /** @param now when the entries became known here, later than any token they cut off was issued */
    void fold(StoredCommit commit, Instant now) {
        commit.access().forEach(entry -> keep(new Line(entry, commit.first(), now)));
        number = Math.max(number, commit.number());
        position = Math.max(position, commit.next());
    }

    /** Every commit up to there was folded, or changed no access. */
    void reach(Head head) {
        number = Math.max(number, head.number());
        position = Math.max(position, head.nextPosition());
    }

    private void keep(Line line) {
        var known = lines.get(line.entry().key());
        if (known == null || known.entry().version() < line.entry().version()) {
            lines.put(line.entry().key(), line);
            unsaved.put(line.entry().key(), line);
            obsolete.remove(line.id());
            if (known != null) {
                obsolete.put(known.id(), known);
            }
        } else if (known.entry().version() > line.entry().version()) {
            obsolete.put(line.id(), line);
        }
    }

    /** What a snapshot says now. */
    List<AccessFeedRecord.Entry> inForce(Instant now) {
        lines.values().removeIf(line -> {
            var over = !isInForce(line, now);
            if (over) {
                obsolete.put(line.id(), line);
                unsaved.remove(line.entry().key());
            }
            return over;
        });
        return lines.values().stream().map(line -> new AccessFeedRecord.Entry(line.entry(), line.position())).toList();
    }

    private boolean isInForce(Line line, Instant now) {
        var entry = line.entry();
        var kept = entry.ended() || entry.epoch() > 0 ? topicRetention.plus(longestToken) : topicRetention;
        return (entry.suspended() && !entry.ended()) || line.since().plus(kept).isAfter(now);
    }

    /** Whether saving is worth it: something changed, or a restart would have much to fold again. */
    boolean isDue() {
        return !unsaved.isEmpty() || !obsolete.isEmpty() || number - savedNumber >= 1_000;
    }

    /** What changed since the last call, for {@link EntriesInForceStore#save}. */
    Changes changes() {
        var changes = new Changes(List.copyOf(unsaved.values()), List.copyOf(obsolete.values()), number, position);
        unsaved.clear();
        obsolete.clear();
        savedNumber = number;
        return changes;
    }

    /** Saving failed: what was taken out by {@link #changes} is due again. */
    void unsaved(Changes changes) {
        changes.written().forEach(line -> unsaved.putIfAbsent(line.entry().key(), line));
        changes.obsolete().forEach(line -> obsolete.putIfAbsent(line.id(), line));
        lines.values().forEach(line -> obsolete.remove(line.id()));
    }

    /** An entry, the commit it came with, and since when it is known here. */
    record Line(AccessEntry entry, long position, Instant since) {
        String id() {
            return entry.key() + "#" + entry.version();
        }
    }

    /** A book as it was saved. Lines of one key may be several; the higher version wins. */
    record Saved(List<Line> lines, long number, long position) {
        static final Saved NOTHING = new Saved(List.of(), -1, 0);
    }

    /** What to write and then what to delete. */
    record Changes(List<Line> written, List<Line> obsolete, long number, long position) {
    }
}
