package io.countersign.registry.contract;

/** Who holds a value that must be unique. The stream's id is the hash of scope and normalized value; the value itself is not told. */
public sealed interface ReservationEvent {
    String reservationId();

    /**
     * @param scope  what kind of value, for example {@code resource}
     * @param holder id of the aggregate that holds it
     */
    record ValueReserved(String reservationId, String scope, String holder) implements ReservationEvent {
    }

    record ValueReleased(String reservationId, String scope, String holder) implements ReservationEvent {
    }
}
