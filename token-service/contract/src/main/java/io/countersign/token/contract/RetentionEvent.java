package io.countersign.token.contract;

import java.time.Instant;

/** What was removed from the log of issuances because it was older than its retention. The audit log keeps what it took before. */
public sealed interface RetentionEvent {
    /** The log these facts are about. */
    String logId();

    /**
     * The issuances before {@code firstPosition} are no longer kept.
     *
     * @param removed   how many that are more than before
     * @param olderThan they were issued before this time
     */
    record IssuancesRemoved(String logId, long firstPosition, long removed, Instant olderThan, Instant removedAt)
            implements
                RetentionEvent {
    }
}
