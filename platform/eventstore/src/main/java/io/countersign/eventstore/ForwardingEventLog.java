package io.countersign.eventstore;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A log that is another one in all that a subclass does not do otherwise. */
public abstract class ForwardingEventLog implements EventLog {
    private final EventLog log;

    protected ForwardingEventLog(EventLog log) {
        this.log = log;
    }

    @Override
    public Appended append(Commit commit) {
        return log.append(commit);
    }

    @Override
    public String source() {
        return log.source();
    }

    @Override
    public List<StoredCommit> read(long number, int max) {
        return log.read(number, max);
    }

    @Override
    public List<StoredCommit> recent(long number, int max) {
        return log.recent(number, max);
    }

    @Override
    public LogStart start() {
        return log.start();
    }

    @Override
    public LogStart startAt(long number) {
        return log.startAt(number);
    }

    @Override
    public boolean clear(LogStart settled, int max) {
        return log.clear(settled, max);
    }

    @Override
    public Head head() {
        return log.head();
    }

    @Override
    public List<StoredEvent> stream(String aggregateId, long fromSequence) {
        return log.stream(aggregateId, fromSequence);
    }

    @Override
    public OptionalLong lastSequence(String aggregateId) {
        return log.lastSequence(aggregateId);
    }

    @Override
    public Optional<StoredCommit> find(String commitId) {
        return log.find(commitId);
    }

    @Override
    public void onAppend(Runnable wake) {
        log.onAppend(wake);
    }

    @Override
    public void close() {
        log.close();
    }
}
