package io.countersign.events.log;

import io.countersign.web.passport.Actor;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the raw logs of this service, those that stand beside the log of its aggregates ({@code countersign.logs[1…]}), with the same
 * envelope as every other event. Correlation and trace of the request at hand travel along.
 */
public interface EventWriter {
    /**
     * Appends one event as a commit of its own and returns once it is acknowledged.
     *
     * @param log      name of the log, for example {@code issuances}
     * @param streamId the stream it belongs to (CloudEvents {@code subject})
     * @throws io.countersign.eventstore.EventLogException when it was not acknowledged
     */
    void append(String log, String streamId, long sequence, Object event, @Nullable String organization, Actor actor);

    /** The events of a stream from {@code fromSequence} on, in order. */
    List<Recorded<?>> stream(String log, String streamId, long fromSequence);

    /** The last sequence of a stream; empty where it has no event. */
    OptionalLong last(String log, String streamId);
}
