package io.countersign.registry.reservation;

import io.countersign.events.command.RuledAggregate;
import io.countersign.registry.contract.ReservationEvent;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ReservationState} to its stream. It has no commands: whoever needs a unique value takes it in its own unit of work. */
@Aggregate
class Reservation extends RuledAggregate<ReservationEvent, ReservationState> {
    Reservation() {
        super(ReservationState.initial());
    }

    void reserve(String id, String scope, String holder) {
        apply(id, state().reserve(id, scope, holder));
    }

    void release(String id, String scope, String holder) {
        apply(id, state().release(id, scope, holder));
    }
}
