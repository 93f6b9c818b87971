package io.countersign.registry.reservation;

import io.countersign.registry.contract.ReservationEvent;
import io.countersign.registry.contract.ReservationEvent.ValueReleased;
import io.countersign.registry.contract.ReservationEvent.ValueReserved;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.access.EventSourcedState;
import java.util.List;

/** {@code Free -> Held -> Free}: one holder at a time. */
sealed interface ReservationState extends EventSourcedState<ReservationEvent, ReservationState> {
    static ReservationState initial() {
        return new Free();
    }

    /** Nobody holds the value. */
    record Free() implements ReservationState {
    }

    /** @param holder id of the aggregate that holds the value */
    record Held(String holder) implements ReservationState {
    }

    default List<ReservationEvent> reserve(String id, String scope, String holder) {
        return switch (this) {
            case Free free -> List.of(new ValueReserved(id, scope, holder));
            case Held held when held.holder.equals(holder) -> List.of();
            case Held held -> throw Refused.because(Reason.ALREADY_EXISTS, "This " + scope.replace('-', ' ') + " is taken.");
        };
    }

    default List<ReservationEvent> release(String id, String scope, String holder) {
        return switch (this) {
            case Held held when held.holder.equals(holder) -> List.of(new ValueReleased(id, scope, holder));
            case Held held -> List.of();
            case Free free -> List.of();
        };
    }

    @Override
    default ReservationState evolve(ReservationEvent event, long sequence) {
        return switch (event) {
            case ValueReserved reserved -> new Held(reserved.holder());
            case ValueReleased released -> new Free();
        };
    }
}
