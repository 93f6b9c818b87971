package io.countersign.events.log;

import io.countersign.eventstore.StoredEvent;
import io.countersign.eventstore.axon.EventCodec;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;

/** Axon's events as envelopes: the aggregates' half of {@link EventEnvelopes}. */
public final class AxonEnvelopes implements EventCodec {
    private static final String AGGREGATE_TYPE = "aggregate";

    private final String source;
    private final String service;
    private final EventEnvelopes envelopes;

    /** @param service acts where no other actor is known */
    public AxonEnvelopes(String source, String service, EventEnvelopes envelopes) {
        this.source = source;
        this.service = service;
        this.envelopes = envelopes;
    }

    @Override
    public byte[] encode(DomainEventMessage<?> message) {
        return envelopes.write(source, message.getAggregateIdentifier(), message.getSequenceNumber(), message.getPayload(),
                OriginMetaData.from(message.getMetaData(), service));
    }

    @Override
    public DomainEventMessage<?> decode(StoredEvent event) {
        var recorded = envelopes.read(event.position(), event.bytes());
        return new GenericDomainEventMessage<Object>(AGGREGATE_TYPE, event.aggregateId(), event.sequence(), recorded.event(),
                MetaData.emptyInstance(), recorded.id(), recorded.time());
    }
}
