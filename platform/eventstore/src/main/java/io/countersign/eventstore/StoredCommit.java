package io.countersign.eventstore;

import java.util.List;

/** One document of the log. {@code number} and the positions of its events are dense. */
public record StoredCommit(long number, long first, String commitId, List<StoredEvent> events, List<AccessEntry> access) {
    public StoredCommit {
        events = List.copyOf(events);
        access = List.copyOf(access);
    }

    /** The position that the next commit begins with. */
    public long next() {
        return first + events.size();
    }
}
