package io.countersign.events.feed;

import io.countersign.access.AccessEntry;
import io.countersign.eventstore.Appended;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.LogStart;
import io.countersign.eventstore.StoredCommit;
import io.countersign.eventstore.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An owner's log in memory, with one event per commit. */
final class CommittedEntries implements EventLog {
    private final List<StoredCommit> commits = new ArrayList<>();

    StoredCommit commit(AccessEntry... entries) {
        long number = commits.size();
        var commit = new StoredCommit(number, number, "c-" + number,
                List.of(new StoredEvent(number, "agg", number, new byte[0])), List.of(entries));
        commits.add(commit);
        return commit;
    }

    @Override
    public List<StoredCommit> read(long number, int max) {
        return commits.stream().skip(number).limit(max).toList();
    }

    @Override
    public LogStart start() {
        return LogStart.BEGINNING;
    }

    @Override
    public LogStart startAt(long number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean clear(LogStart settled, int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Head head() {
        return new Head(commits.size() - 1L, commits.size());
    }

    @Override
    public String source() {
        return "/registry-service/registry/test";
    }

    @Override
    public Appended append(Commit commit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredEvent> stream(String aggregateId, long fromSequence) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong lastSequence(String aggregateId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredCommit> find(String commitId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAppend(Runnable wake) {
        // nobody is woken
    }

    @Override
    public void close() {
        // nothing is open
    }
}
