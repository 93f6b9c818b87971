package io.countersign.audit.intake;

import java.util.List;
import java.util.Optional;

/** Where events go once they are in order. */
public interface Intake {
    /** The position of a source that has not been recorded yet. */
    long next(String source);

    /** Takes events of one source, dense and in order from {@link #next}; waits while too many are under way. */
    void accept(List<DeliveredEvent> events) throws InterruptedException;

    /** Why nothing is recorded any more; empty while all is well. */
    Optional<String> failure();
}
