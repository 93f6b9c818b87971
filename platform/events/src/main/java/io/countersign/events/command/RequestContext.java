package io.countersign.events.command;

import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.events.log.Origin;
import io.countersign.events.log.Origins;
import io.countersign.web.passport.Actor;
import io.countersign.web.telemetry.CorrelationContext;
import org.jspecify.annotations.Nullable;

/** What the request at hand says about the commands sent within it. */
interface RequestContext extends Origins {
    Origin origin();

    /** The same chain, another actor. */
    @Override
    Origin origin(Actor actor, @Nullable String organization);

    /** The version of {@code If-Match}, for the first command of the request only. */
    @Nullable
    Long takeExpectedVersion();

    /** The claim of a request with an {@code Idempotency-Key}. */
    @Nullable
    ClaimedRequest claimed();

    /** Outside any request: the service itself acts. */
    static RequestContext none(String service) {
        return new RequestContext() {
            @Override
            public Origin origin() {
                return origin(new Actor(Actor.Type.SYSTEM, service), null);
            }

            @Override
            public Origin origin(Actor actor, @Nullable String organization) {
                return CorrelationContext.current()
                        .map(correlation -> new Origin(actor, organization, null, correlation.correlationId(), correlation.traceparent()))
                        .orElseGet(() -> new Origin(actor, organization, null, UlidCreator.getMonotonicUlid().toString(), null));
            }

            @Override
            public @Nullable Long takeExpectedVersion() {
                return null;
            }

            @Override
            public @Nullable ClaimedRequest claimed() {
                return null;
            }
        };
    }
}
