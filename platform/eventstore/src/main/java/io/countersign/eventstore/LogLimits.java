package io.countersign.eventstore;

import java.time.Duration;
import java.util.HashMap;

/**
 * Bounds of one {@link EventLog}.
 *
 * @param patience     how long a waiter waits for a definite outcome before it gives up
 * @param attempt      how long one call to the store may take before its answer counts as unknown
 * @param queue        commits that may wait; one more is refused
 * @param batchCommits commits in one group commit
 * @param batchBytes   bytes in one group commit (one commit may exceed it alone)
 * @param eventBytes   bytes of one event
 * @param commitBytes  bytes of one commit; a document must stay below MongoDB's 16 MB
 */
public record LogLimits(Duration patience, Duration attempt, int queue, int batchCommits, int batchBytes, int eventBytes,
        int commitBytes) {
    public static final LogLimits DEFAULT = new LogLimits(Duration.ofSeconds(10), Duration.ofSeconds(5), 4096, 256, 4 << 20, 256 << 10,
            8 << 20);

    public LogLimits withPatience(Duration waits) {
        return new LogLimits(waits, attempt, queue, batchCommits, batchBytes, eventBytes, commitBytes);
    }

    public LogLimits withQueue(int commits) {
        return new LogLimits(patience, attempt, commits, batchCommits, batchBytes, eventBytes, commitBytes);
    }

    public LogLimits withBatchCommits(int commits) {
        return new LogLimits(patience, attempt, queue, commits, batchBytes, eventBytes, commitBytes);
    }

    /** Refuses what no log may hold: an oversized event, a key twice in one commit, a hole between two events of one aggregate. */
    void check(Commit commit) {
        var total = 0L;
        var last = new HashMap<String, Long>();
        for (var event : commit.events()) {
            total += event.bytes().length;
            if (event.bytes().length > eventBytes) {
                throw new EventLogException.EventTooLarge(event.aggregateId(), event.bytes().length, eventBytes);
            }
            if (total > commitBytes) {
                throw new EventLogException.EventTooLarge(event.aggregateId(), (int) total, commitBytes);
            }
            var before = last.put(event.aggregateId(), event.sequence());
            if (event.sequence() < 0 || (before != null && event.sequence() != before + 1)) {
                throw new IllegalArgumentException("Sequences of " + event.aggregateId() + " are not consecutive in one commit");
            }
        }
    }
}
