package io.countersign.events.log;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What every service's log may hold beside its own events, whatever the service is about: every catalog of a log knows these. */
public sealed interface PlatformEvent {
    /**
     * An operator used one of the service's management endpoints; who it was is the event's actor. A stream of this one event.
     *
     * @param door      id of the endpoint, for example {@code deadletters}
     * @param operation {@code READ}, {@code WRITE} or {@code DELETE}
     * @param target    what the path names behind the endpoint, for example {@code connections/republish}
     */
    record OperatorDoorUsed(String useId, String door, String operation, @Nullable String target, Instant at) implements PlatformEvent {
    }
    /**
     * Somebody took a whole list as a file; who it was is the event's actor. A stream of this one event.
     *
     * @param list   what it is a list of
     * @param filter what it was narrowed to: names of parameters, and values that are constants, times or ids
     */
    record ListExported(String exportId, String list, SortedMap<String, String> filter, Instant at) implements PlatformEvent {
        public ListExported {
            filter = Collections.unmodifiableSortedMap(new TreeMap<>(filter));
        }
    }
}
