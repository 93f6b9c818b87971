package io.countersign.events.log;

import io.countersign.eventstore.Appended;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.ForwardingEventLog;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;

/** A log whose appends are measured ({@code countersign.append}) and are spans of the request's trace. */
final class ObservedEventLog extends ForwardingEventLog {
    private final String name;
    private final ObservationRegistry observations;

    ObservedEventLog(EventLog log, String name, ObservationRegistry observations) {
        super(log);
        this.name = name;
        this.observations = observations;
    }

    @Override
    public Appended append(Commit commit) {
        return Objects.requireNonNull(Observation.createNotStarted("countersign.append", observations).contextualName("append " + name)
                .lowCardinalityKeyValue("log", name).observe(() -> super.append(commit)));
    }
}
