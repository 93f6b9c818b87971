package io.countersign.events.sample;

import io.countersign.events.sample.LampEvent.NameReserved;
import io.countersign.eventstore.Reservation;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;

@Aggregate
@SuppressWarnings("UnusedVariable") // Axon reads the identifier
class LampName {
    @AggregateIdentifier
    private String streamId;

    LampName() {
    }

    LampName(String name, String lampId) {
        AggregateLifecycle.apply(new NameReserved(name, lampId));
    }

    @EventSourcingHandler
    void on(NameReserved event) {
        streamId = Reservation.streamId("lamp", event.name());
    }
}
