package io.countersign.eventstore;

import io.countersign.access.AccessEntry;
import java.util.ArrayList;
import java.util.List;

/** One document of the log. {@code number} and the positions of its events are dense. */
public record StoredCommit(long number, long first, String commitId, List<StoredEvent> events, List<AccessEntry> access) {
    public StoredCommit {
        events = List.copyOf(events);
        access = List.copyOf(access);
    }

    /** The document that {@code commit} becomes when it follows {@code head}. */
    static StoredCommit of(Commit commit, Head head) {
        var position = head.nextPosition();
        var events = new ArrayList<StoredEvent>(commit.events().size());
        for (var event : commit.events()) {
            events.add(new StoredEvent(position++, event.aggregateId(), event.sequence(), event.bytes()));
        }
        return new StoredCommit(head.number() + 1, head.nextPosition(), commit.commitId(), events, commit.access());
    }

    /** The position that the next commit begins with. */
    public long next() {
        return first + events.size();
    }
}
