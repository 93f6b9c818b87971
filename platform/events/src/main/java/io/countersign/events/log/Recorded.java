package io.countersign.events.log;

import io.countersign.web.passport.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event together with where it stands and what caused it, as read from a log or a topic.
 *
 * @param source        the log it stands in
 * @param position      dense over that log
 * @param id            CloudEvents id (ULID)
 * @param sequence      dense over the aggregate
 * @param event         the record of a contract
 * @param causationId   id of the event or request that caused it
 * @param correlationId the same along a whole chain
 * @param traceparent   W3C trace context of the request that caused it, if it had one
 */
public record Recorded<E>(String source, long position, String id, String aggregateId, long sequence, E event,
        @Nullable String organization, Actor actor, Instant time, @Nullable String causationId, String correlationId,
        @Nullable String traceparent) {
    /** An event outside any trace. */
    public Recorded(String source, long position, String id, String aggregateId, long sequence, E event, @Nullable String organization,
            Actor actor, Instant time, @Nullable String causationId, String correlationId) {
        this(source, position, id, aggregateId, sequence, event, organization, actor, time, causationId, correlationId, null);
    }
}
