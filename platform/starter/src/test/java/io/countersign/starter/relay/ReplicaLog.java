package io.countersign.starter.relay;

import io.countersign.eventstore.Appended;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.LogStart;
import io.countersign.eventstore.StoredCommit;
import io.countersign.eventstore.StoredEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One of several replicas that append to the same log: it holds the last {@code bound} commits of its own, and counts what it reads. */
final class ReplicaLog implements EventLog {
    final AtomicInteger read = new AtomicInteger();
    private final EventLog shared;
    private final int bound;
    private final List<StoredCommit> own = new CopyOnWriteArrayList<>();
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();

    ReplicaLog(EventLog shared, int bound) {
        this.shared = shared;
        this.bound = bound;
    }

    @Override
    public Appended append(Commit commit) {
        var place = shared.append(commit);
        own.addAll(shared.read(place.number(), 1));
        if (own.size() > bound) {
            own.removeFirst();
        }
        wakes.forEach(Runnable::run);
        return place;
    }

    @Override
    public List<StoredCommit> recent(long number, int max) {
        var later = own.stream().filter(commit -> commit.number() >= number).limit(max).toList();
        return later.stream().filter(commit -> commit.number() == later.getFirst().number() + later.indexOf(commit)).toList();
    }

    @Override
    public List<StoredCommit> read(long number, int max) {
        var commits = shared.read(number, max);
        read.addAndGet(commits.size());
        return commits;
    }

    @Override
    public LogStart start() {
        return shared.start();
    }

    @Override
    public LogStart startAt(long number) {
        return shared.startAt(number);
    }

    @Override
    public boolean clear(LogStart settled, int max) {
        return shared.clear(settled, max);
    }

    @Override
    public Head head() {
        return shared.head();
    }

    @Override
    public String source() {
        return shared.source();
    }

    @Override
    public List<StoredEvent> stream(String aggregateId, long fromSequence) {
        return shared.stream(aggregateId, fromSequence);
    }

    @Override
    public OptionalLong lastSequence(String aggregateId) {
        return shared.lastSequence(aggregateId);
    }

    @Override
    public Optional<StoredCommit> find(String commitId) {
        return shared.find(commitId);
    }

    @Override
    public void onAppend(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public void close() {
        // the shared log stays open
    }
}
