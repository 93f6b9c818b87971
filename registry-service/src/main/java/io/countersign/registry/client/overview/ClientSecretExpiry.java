package io.countersign.registry.client.overview;

import io.countersign.events.projection.Views;
import io.countersign.registry.client.overview.ClientOverview.Secret;
import io.countersign.registry.secret.Expiries;
import io.countersign.web.key.KeyExpiry;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells operators which clients' secrets run out soon. */
@Component
class ClientSecretExpiry {
    private final Expiries<ClientOverview> expiries;
    private final KeyExpiry expiry;
    private final Clock clock;

    ClientSecretExpiry(Views views, KeyExpiry expiry, Clock clock) {
        this.expiries = new Expiries<>(views.of(ClientOverview.class), "client-secret", "secrets.expiresAt", ClientSecretExpiry::ends);
        this.expiry = expiry;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${countersign.key-expiry.look:PT10M}", initialDelayString = "PT10S")
    void tell() {
        expiries.tell(expiry, clock);
    }

    private static Map<String, Instant> ends(ClientOverview client) {
        var ends = new HashMap<String, Instant>();
        for (Secret secret : client.secrets()) {
            if (secret.expiresAt() != null) {
                ends.put(secret.id(), secret.expiresAt());
            }
        }
        return ends;
    }
}
