package io.countersign.events.relay;

import io.countersign.eventstore.Appended;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.ForwardingEventLog;
import io.countersign.eventstore.StoredCommit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One of several replicas that append to the same log: it holds the last {@code bound} commits of its own, and counts what it reads. Nobody
 * reads between an append and its hand-over, however long the machine makes that moment.
 */
final class ReplicaLog extends ForwardingEventLog {
    final AtomicInteger read = new AtomicInteger();
    private final int bound;
    private final List<StoredCommit> own = new CopyOnWriteArrayList<>();
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();

    ReplicaLog(EventLog shared, int bound) {
        super(shared);
        this.bound = bound;
    }

    @Override
    public Appended append(Commit commit) {
        Appended place;
        synchronized (own) {
            place = super.append(commit);
            own.addAll(super.read(place.number(), 1));
            if (own.size() > bound) {
                own.removeFirst();
            }
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
        synchronized (own) {
            var commits = super.read(number, max);
            read.addAndGet(commits.size());
            return commits;
        }
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
