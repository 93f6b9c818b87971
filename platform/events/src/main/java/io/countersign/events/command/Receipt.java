package io.countersign.events.command;

/**
 * What an accepted command left behind, taken after the commit.
 *
 * @param aggregateId the aggregate the command addressed
 * @param sequence    its last sequence, the version for {@code ETag}; -1 when it has no event
 * @param position    position of its last event in the log; -1 when nothing changed
 */
public record Receipt(String aggregateId, long sequence, long position) {
    public boolean changed() {
        return position >= 0;
    }
}
