package io.countersign.eventstore.axon;

import io.countersign.eventstore.Appended;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;

/** Learns of each definite append, on the thread that made it and before its unit of work completes. */
@FunctionalInterface
public interface AppendListener {
    /**
     * @param place    where the commit stands; the n-th message has position {@code place.first() + n}
     * @param messages the events of the commit, in order
     */
    void appended(Appended place, List<? extends DomainEventMessage<?>> messages);
}
