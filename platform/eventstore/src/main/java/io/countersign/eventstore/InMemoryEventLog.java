package io.countersign.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The event log in a few obvious lines: the reference that the contract suite holds every other implementation to, and a test double. */
public final class InMemoryEventLog implements EventLog {
    private final String source;
    private final LogLimits limits;
    private final List<StoredCommit> commits = new ArrayList<>();
    private final Map<String, StoredCommit> byCommitId = new HashMap<>();
    private final Map<String, NavigableMap<Long, StoredEvent>> streams = new HashMap<>();
    private final RecentCommits recent = new RecentCommits();
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private LogStart start = LogStart.BEGINNING;
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
            if (streamOf(event.aggregateId()).containsKey(event.sequence())) {
                throw new EventLogException.Conflict(event.aggregateId(), event.sequence());
            }
        }
        var stored = StoredCommit.of(commit, head());
        commits.add(stored);
        recent.add(List.of(stored));
        byCommitId.put(stored.commitId(), stored);
        stored.events().forEach(event -> streamOf(event.aggregateId()).put(event.sequence(), event));
        return new Appended(stored.number(), stored.first());
    }

    @Override
    public synchronized List<StoredCommit> read(long number, int max) {
        start.require(number);
        return commits.stream().skip(number - start.number()).limit(max).toList();
    }

    @Override
    public synchronized List<StoredCommit> recent(long number, int max) {
        return recent.from(Math.max(number, start.number()), max);
    }

    @Override
    public synchronized Head head() {
        return commits.isEmpty() ? Head.EMPTY : new Head(commits.getLast().number(), commits.getLast().next());
    }

    @Override
    public synchronized LogStart start() {
        return start;
    }

    @Override
    public synchronized LogStart startAt(long number) {
        if (number > head().number()) {
            throw new IllegalArgumentException("There is no commit " + number + " that the log could begin with");
        }
        while (start.number() < number) {
            var removed = commits.removeFirst();
            byCommitId.remove(removed.commitId());
            removed.events().forEach(event -> streamOf(event.aggregateId()).remove(event.sequence()));
            start = new LogStart(removed.number() + 1, removed.next());
        }
        return start;
    }

    @Override
    public synchronized boolean clear(LogStart settled, int max) {
        if (settled.number() > start.number()) {
            throw new IllegalArgumentException("The log does not begin with commit " + settled.number() + " yet");
        }
        return true;
    }

    @Override
    public synchronized List<StoredEvent> stream(String aggregateId, long fromSequence) {
        var events = new ArrayList<StoredEvent>();
        for (var event : streamOf(aggregateId).tailMap(fromSequence).values()) {
            if (event.sequence() != fromSequence + events.size()) {
                break;
            }
            events.add(event);
        }
        return events;
    }

    @Override
    public synchronized OptionalLong lastSequence(String aggregateId) {
        var stream = streamOf(aggregateId);
        return stream.isEmpty() ? OptionalLong.empty() : OptionalLong.of(stream.lastKey());
    }

    private NavigableMap<Long, StoredEvent> streamOf(String aggregateId) {
        return streams.computeIfAbsent(aggregateId, id -> new TreeMap<>());
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
