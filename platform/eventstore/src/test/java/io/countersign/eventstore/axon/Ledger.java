package io.countersign.eventstore.axon;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/** The smallest aggregate: its first event opens it, each further one is a booking. */
final class Ledger {
    @AggregateIdentifier
    private String id;
    private int bookings;

    @SuppressWarnings({"unused", "NullAway.Init"}) // Axon makes an empty one before it replays the events
    Ledger() {
    }

    @SuppressWarnings("NullAway.Init") // the event handler sets the id
    Ledger(String id) {
        apply(id);
    }

    void book() {
        apply(id);
    }

    int bookings() {
        return bookings;
    }

    @EventSourcingHandler
    void on(String event, @SequenceNumber long sequence) {
        if (sequence == 0) {
            id = event;
        } else {
            bookings++;
        }
    }
}
