package io.countersign.events.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What every service's log may hold beside its own events, whatever the service is about: every catalog of a log knows these. */
public sealed interface PlatformEvent {
    /**
     * An operator went through one of the service's doors; who it was is the event's actor. A stream of this one event.
     *
     * @param door      id of the endpoint, for example {@code deadletters}
     * @param operation {@code READ}, {@code WRITE} or {@code DELETE}
     * @param target    what the path names behind the door, for example {@code connections/republish}
     */
    record OperatorDoorUsed(String useId, String door, String operation, @Nullable String target, Instant at) implements PlatformEvent {
    }
}
