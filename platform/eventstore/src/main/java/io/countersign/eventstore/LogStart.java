package io.countersign.eventstore;

import java.time.Duration;

/**
 * Where a log begins: at its first commit, unless a prefix of it was removed.
 *
 * @param number   number of the first commit that is kept
 * @param position position of its first event
 */
public record LogStart(long number, long position) {
    public static final LogStart BEGINNING = new LogStart(0, 0);
    /**
     * How long a start must have been written before what stands in front of it is deleted: much longer than a majority read may lag, and
     * than a writer relies on what it knows of the end of the log.
     */
    public static final Duration SETTLES = Duration.ofHours(1);

    /** The end of what was removed. */
    public Head before() {
        return new Head(number - 1, position);
    }

    /** @throws EventLogException.Removed when a commit of that number is no longer kept */
    void require(long wanted) {
        if (wanted < number) {
            throw new EventLogException.Removed(wanted, this);
        }
    }
}
