package io.countersign.eventstore.axon;

import io.countersign.eventstore.StoredEvent;
import org.axonframework.eventhandling.DomainEventMessage;

/** Turns an event into the exact bytes that are stored for ever, and back, upcasting where the stored form is older than the code. */
public interface EventCodec {
    byte[] encode(DomainEventMessage<?> message);

    DomainEventMessage<?> decode(StoredEvent event);
}
