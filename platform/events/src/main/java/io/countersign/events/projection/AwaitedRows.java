package io.countersign.events.projection;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of which events were seen that the view did not show yet; each is looked at again, more and more seldom. */
final class AwaitedRows {
    private static final long FIRST = Duration.ofMillis(5).toNanos();
    private static final long LONGEST = Duration.ofSeconds(5).toNanos();
    private final int most;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** @param most how many before {@link #full} */
    AwaitedRows(int most) {
        this.most = most;
    }

    void want(String aggregateId, long sequence, long now) {
        rows.merge(aggregateId, new Row(sequence, now, FIRST),
                (known, more) -> new Row(Math.max(known.sequence(), more.sequence()), now, FIRST));
    }

    /** The ids of some that are due. */
    List<String> due(long now, int batch) {
        return rows.entrySet().stream().filter(each -> each.getValue().due() - now <= 0).limit(batch).map(Map.Entry::getKey).toList();
    }

    /** What was found of one, {@code -1} for nothing. */
    void found(String aggregateId, long sequence, long now) {
        rows.computeIfPresent(aggregateId, (_, row) -> sequence >= row.sequence() ? null : row.later(now));
    }

    boolean none() {
        return rows.isEmpty();
    }

    /** Whether no more events should be read before some are found. */
    boolean full() {
        return rows.size() >= most;
    }

    int size() {
        return rows.size();
    }

    private record Row(long sequence, long due, long pause) {
        Row later(long now) {
            return new Row(sequence, now + pause, Math.min(2 * pause, LONGEST));
        }
    }
}
