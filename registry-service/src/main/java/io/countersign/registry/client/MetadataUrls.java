package io.countersign.registry.client;

import io.countersign.registry.reservation.Reservations;
import io.countersign.registry.reservation.Reservations.Scope;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * One client per organization and address of a metadata document, however many people install it, compared character by character (CIMD-02).
 * A client that is deleted gives the address back; one that is revoked keeps it, so that it cannot come again as another.
 */
@Component
public class MetadataUrls {
    private final Reservations reservations;

    MetadataUrls(Reservations reservations) {
        this.reservations = reservations;
    }

    /** Id of the client that is known by the address. */
    public Optional<String> holder(String organizationId, String url) {
        return reservations.holder(Scope.CLIENT_METADATA_URL, value(organizationId, url));
    }

    void take(ClientDetails client) {
        if (client.metadataUrl() != null) {
            reservations.reserve(Scope.CLIENT_METADATA_URL, value(client.organizationId(), client.metadataUrl()), client.clientId());
        }
    }

    void giveBack(ClientState before, ClientState after) {
        var client = after.existing().details();
        if (client.metadataUrl() != null && !before.existing().deleted() && after.existing().deleted()) {
            reservations.release(Scope.CLIENT_METADATA_URL, value(client.organizationId(), client.metadataUrl()), client.clientId());
        }
    }

    private static String value(String organizationId, String url) {
        return organizationId + "/" + url;
    }
}
