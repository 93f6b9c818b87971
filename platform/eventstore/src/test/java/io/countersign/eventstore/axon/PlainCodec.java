package io.countersign.eventstore.axon;

import io.countersign.eventstore.StoredEvent;
import java.nio.charset.StandardCharsets;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Payloads that are strings, stored as they are. */
final class PlainCodec implements EventCodec {
    @Override
    public byte[] encode(DomainEventMessage<?> message) {
        return message.getPayload().toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public DomainEventMessage<?> decode(StoredEvent event) {
        return new GenericDomainEventMessage<>("Ledger", event.aggregateId(), event.sequence(),
                new String(event.bytes(), StandardCharsets.UTF_8));
    }
}
