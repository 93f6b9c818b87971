package io.countersign.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** The event log in a few obvious lines: the reference that the contract suite holds every other implementation to, and a test double. */
public final class InMemoryEventLog implements EventLog {
    private final String source;
    private final LogLimits limits;
    private final List<StoredCommit> commits = new ArrayList<>();
    private final Map<String, StoredCommit> byCommitId = new HashMap<>();
    private final Map<String, List<StoredEvent>> streams = new HashMap<>();
    private final RecentCommits recent = new RecentCommits();
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private boolean closed;

    public InMemoryEventLog(String source) {
        this(source, LogLimits.DEFAULT);
    }

    public InMemoryEventLog(String source, LogLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Appended append(Commit commit) {
        limits.check(commit);
        var place = store(commit);
        wakes.forEach(Runnable::run);
        return place;
    }

    private synchronized Appended store(Commit commit) {
        if (closed) {
            throw new EventLogException.Overloaded("The log is closed");
        }
        var known = byCommitId.get(commit.commitId());
        if (known != null) {
            return new Appended(known.number(), known.first());
        }
        for (var event : commit.events()) {
            if (stream(event.aggregateId(), event.sequence()).stream().anyMatch(held -> held.sequence() == event.sequence())) {
                throw new EventLogException.Conflict(event.aggregateId(), event.sequence());
            }
        }
        var stored = StoredCommit.of(commit, head());
        commits.add(stored);
        recent.add(List.of(stored));
        byCommitId.put(stored.commitId(), stored);
        stored.events().forEach(event -> streams.computeIfAbsent(event.aggregateId(), id -> new ArrayList<>()).add(event));
        return new Appended(stored.number(), stored.first());
    }

    @Override
    public synchronized List<StoredCommit> read(long number, int max) {
        return commits.stream().skip(Math.max(0, number)).limit(max).toList();
    }

    @Override
    public List<StoredCommit> recent(long number, int max) {
        return recent.from(number, max);
    }

    @Override
    public synchronized Head head() {
        return commits.isEmpty() ? Head.EMPTY : new Head(commits.getLast().number(), commits.getLast().next());
    }

    @Override
    public synchronized List<StoredEvent> stream(String aggregateId, long fromSequence) {
        return streams.getOrDefault(aggregateId, List.of()).stream().filter(event -> event.sequence() >= fromSequence).toList();
    }

    @Override
    public synchronized OptionalLong lastSequence(String aggregateId) {
        return streams.getOrDefault(aggregateId, List.of()).stream().mapToLong(StoredEvent::sequence).max();
    }

    @Override
    public synchronized Optional<StoredCommit> find(String commitId) {
        return Optional.ofNullable(byCommitId.get(commitId));
    }

    @Override
    public void onAppend(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
