package io.countersign.events.log;

import io.countersign.web.passport.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who and what stands behind an event, as its envelope tells it.
 *
 * @param organization  organization id, null for facts of the installation itself
 * @param causationId   id of the event or request that caused it
 * @param correlationId the same along a whole chain
 * @param traceparent   W3C trace context of the request, if it had one
 */
public record Origin(Actor actor, @Nullable String organization, @Nullable String causationId, String correlationId,
        @Nullable String traceparent) {
}
