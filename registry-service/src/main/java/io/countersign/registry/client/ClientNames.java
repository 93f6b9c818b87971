package io.countersign.registry.client;

import io.countersign.registry.reservation.Reservations;
import io.countersign.registry.reservation.Reservations.Scope;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * A name is unique in its project among clients that owners registered and that are not deleted, whatever the case of its letters. Clients
 * that registered themselves may all have the same.
 */
@Component
class ClientNames {
    private final Reservations reservations;

    ClientNames(Reservations reservations) {
        this.reservations = reservations;
    }

    void take(String projectId, String name, String clientId) {
        reservations.reserve(Scope.CLIENT_NAME, value(projectId, name), clientId);
    }

    void move(ClientDetails before, ClientDetails after) {
        if (after.registeredItself()) {
            return;
        }
        var old = value(before.projectId(), before.name());
        var current = value(after.projectId(), after.name());
        if (!old.equals(current)) {
            reservations.reserve(Scope.CLIENT_NAME, current, after.clientId());
            reservations.release(Scope.CLIENT_NAME, old, before.clientId());
        }
    }

    void giveBack(ClientState before, ClientState after) {
        if (!before.existing().deleted() && after.existing().deleted()) {
            var details = after.existing().details();
            if (details.registeredItself()) {
                return;
            }
            reservations.release(Scope.CLIENT_NAME, value(details.projectId(), details.name()), details.clientId());
        }
    }

    private static String value(String projectId, String name) {
        return projectId + "/" + name.strip().toLowerCase(Locale.ROOT);
    }
}
