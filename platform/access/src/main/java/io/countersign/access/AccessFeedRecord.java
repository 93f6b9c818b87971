package io.countersign.access;

/** One record of an access topic. Positions are those of the owner's log, so they order writers that clocks could not. */
public sealed interface AccessFeedRecord {
    /**
     * The complete state of one key.
     *
     * @param position of the commit that caused it
     */
    record Entry(AccessEntry entry, long position) implements AccessFeedRecord {
    }

    /**
     * From here to the end with the same id stands every entry in force, mixed with new ones.
     *
     * @param position the first position the writer has not taken into account: the snapshot says nothing about it and what follows
     */
    record SnapshotBegin(String id, long position) implements AccessFeedRecord {
    }

    /** The snapshot with this id is complete. */
    record SnapshotEnd(String id) implements AccessFeedRecord {
    }

    /** Everything the store held a moment ago stands before this record. */
    record Heartbeat() implements AccessFeedRecord {
    }
}
