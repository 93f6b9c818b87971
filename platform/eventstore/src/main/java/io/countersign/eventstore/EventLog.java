package io.countersign.eventstore;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An append-only log with dense commit numbers and dense positions: a missing number is a missing event. Appends are atomic,
 * optimistic per aggregate ({@code aggregateId#sequence} is unique) and idempotent per {@code commitId}. Every reader sees one order.
 */
public interface EventLog extends AutoCloseable {
    /** The CloudEvents {@code source} of every event of this log, for example {@code /registry-service/registry/01J…}. */
    String source();

    /**
     * Appends and waits for a definite outcome. Appending a commit id that is stored already answers its place.
     *
     * @throws EventLogException when the commit was not acknowledged
     */
    Appended append(Commit commit);

    /**
     * At most {@code max} commits from {@code number} on, in order, without a gap.
     *
     * @throws EventLogException.Removed when the log begins behind {@code number}
     */
    List<StoredCommit> read(long number, int max);

    /**
     * Commits from {@code number} on that this instance appended itself and still holds in memory: at most {@code max}, consecutive, a
     * majority has each of them. The first may come later than {@code number}: what is before it was appended elsewhere or is no longer
     * held, and stands in the log. An empty answer says nothing about the end of the log.
     */
    default List<StoredCommit> recent(long number, int max) {
        return List.of();
    }

    /** The majority-committed end of the log. */
    Head head();

    /** Where the log begins. */
    LogStart start();

    /**
     * Lets the log begin with commit {@code number}, for good; an earlier number changes nothing. What stood before is no part of the log
     * any more: it is not read, its keys and commit ids are free. Only a log without aggregates may lose a prefix.
     *
     * @return where the log begins now
     * @throws IllegalArgumentException when the log holds no such commit: the last one always stays
     */
    LogStart startAt(long number);

    /**
     * Deletes at most {@code max} commits of what stood before a start, the oldest first.
     *
     * @param settled a start of this log that was written at least {@link LogStart#SETTLES} ago
     * @return whether nothing is left to delete
     */
    boolean clear(LogStart settled, int max);

    /** The events of one aggregate from {@code fromSequence} on, in order; none when the event of that sequence was removed. */
    List<StoredEvent> stream(String aggregateId, long fromSequence);

    /** The last sequence of an aggregate none of whose events were removed, empty when it has no event. */
    OptionalLong lastSequence(String aggregateId);

    Optional<StoredCommit> find(String commitId);

    /** Calls {@code wake} after each commit acknowledged by this instance; it must return at once. */
    void onAppend(Runnable wake);

    /** Finishes what was sent, refuses what was not, and stops. */
    @Override
    void close();
}
