package io.countersign.eventstore;

import io.countersign.access.AccessEntry;
import java.util.List;

/**
 * What becomes true together: the events of one unit of work, of one or several aggregates, and the access entries they cause.
 *
 * @param commitId globally unique; the same id is sent again when an answer is unknown
 */
public record Commit(String commitId, List<NewEvent> events, List<AccessEntry> access) {
    public Commit {
        events = List.copyOf(events);
        access = List.copyOf(access);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("A commit holds at least one event");
        }
    }
}
