package io.countersign.events.relay;

import io.countersign.eventstore.LogStart;
import java.time.Instant;

/** Hears where a log begins after a prefix of it was removed. At most one bean. */
@FunctionalInterface
public interface RemovalListener {
    /**
     * Called after every run that finds a prefix removed, so the same start is reported again and again; what it throws ends the run, and the
     * next one tells it once more.
     *
     * @param oldest what is older was to be removed
     */
    void removed(String log, LogStart start, Instant oldest);
}
