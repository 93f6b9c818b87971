package io.countersign.registry.reservation;

import io.countersign.registry.contract.ReservationEvent;
import io.countersign.events.command.Decision;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ReservationState} to its stream. It has no commands: whoever needs a unique value takes it in its own unit of work. */
@Aggregate
class Reservation {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String reservationId;
    private ReservationState state = ReservationState.initial();

    void reserve(String id, String scope, String holder) {
        Decision.apply(state, state.reserve(id, scope, holder));
    }

    void release(String id, String scope, String holder) {
        Decision.apply(state, state.release(id, scope, holder));
    }

    @EventSourcingHandler
    void on(ReservationEvent event, @SequenceNumber long sequence) {
        reservationId = event.reservationId();
        state = state.evolve(event, sequence);
    }
}
