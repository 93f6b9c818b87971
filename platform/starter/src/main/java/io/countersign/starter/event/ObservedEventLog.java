package io.countersign.starter.event;

import io.countersign.eventstore.Appended;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.LogStart;
import io.countersign.eventstore.StoredCommit;
import io.countersign.eventstore.StoredEvent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** A log whose appends are measured ({@code countersign.append}) and are spans of the request's trace. */
final class ObservedEventLog implements EventLog {
    private final EventLog log;
    private final String name;
    private final ObservationRegistry observations;

    ObservedEventLog(EventLog log, String name, ObservationRegistry observations) {
        this.log = log;
        this.name = name;
        this.observations = observations;
    }

    @Override
    public Appended append(Commit commit) {
        return Objects.requireNonNull(Observation.createNotStarted("countersign.append", observations).contextualName("append " + name)
                .lowCardinalityKeyValue("log", name).observe(() -> log.append(commit)));
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
