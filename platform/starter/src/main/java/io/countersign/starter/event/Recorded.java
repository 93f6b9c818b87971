package io.countersign.starter.event;

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
 */
public record Recorded<E>(String source, long position, String id, String aggregateId, long sequence, E event,
        @Nullable String organization,
        Actor actor, Instant time, @Nullable String causationId, String correlationId) {
}
