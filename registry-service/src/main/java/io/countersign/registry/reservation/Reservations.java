package io.countersign.registry.reservation;

import io.countersign.registry.contract.ReservationEvent;
import io.countersign.registry.reservation.ReservationState.Held;
import io.countersign.events.log.Streams;
import java.util.Optional;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Takes and gives back unique values within the caller's unit of work, so value and aggregate become true in one commit; of two
 * simultaneous takers one fails on the log's unique key, wherever it runs.
 */
@Component
public class Reservations {
    private final Repository<Reservation> reservations;
    private final Streams streams;

    Reservations(@Lazy Repository<Reservation> reservations, @Lazy Streams streams) {
        this.reservations = reservations;
        this.streams = streams;
    }

    /**
     * @param value already normalized
     * @throws io.countersign.registry.refusal.Refused when another holds it
     */
    public void reserve(Scope scope, String value, String holder) {
        var id = streamId(scope, value);
        try {
            reservations.loadOrCreate(id, Reservation::new).execute(reservation -> reservation.reserve(id, scope.label(), holder));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public void release(Scope scope, String value, String holder) {
        var id = streamId(scope, value);
        reservations.load(id).execute(reservation -> reservation.release(id, scope.label(), holder));
    }

    /** Who holds a value now, from the log. */
    public Optional<String> holder(Scope scope, String value) {
        return streams.load(streamId(scope, value), ReservationState.initial(), ReservationEvent.class).as(Held.class)
                .map(held -> held.state().holder());
    }

    static String streamId(Scope scope, String value) {
        return io.countersign.eventstore.Reservation.streamId(scope.label(), value);
    }

    /** Kinds of unique values. */
    public enum Scope {
        /** Of an organization, in the whole installation. */
        ORGANIZATION_SLUG("organization-slug"),
        /** Of a server; value: organization id, slash, slug. */
        SERVER_SLUG("server-slug"),
        /** Canonical resource URI, in the whole installation. */
        RESOURCE("resource"),
        /** Of a client; value: project id, slash, lower-case name. */
        CLIENT_NAME("client-name"),
        /** Of a client; value: organization id, slash, address of its metadata document. */
        CLIENT_METADATA_URL("client-metadata-url");

        private final String label;

        Scope(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
