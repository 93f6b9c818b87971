package io.countersign.registry.managementkey.overview;

import io.countersign.events.projection.Views;
import io.countersign.registry.secret.Expiries;
import io.countersign.web.key.KeyExpiry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells operators which management keys run out soon. */
@Component
class ManagementKeyExpiry {
    private final Expiries<ManagementKeyOverview> expiries;
    private final KeyExpiry expiry;
    private final Clock clock;

    ManagementKeyExpiry(Views views, KeyExpiry expiry, Clock clock) {
        this.expiries = new Expiries<>(views.of(ManagementKeyOverview.class), "management-key", "expiresAt", ManagementKeyExpiry::end);
        this.expiry = expiry;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${countersign.key-expiry.look:PT10M}", initialDelayString = "PT10S")
    void tell() {
        expiries.tell(expiry, clock);
    }

    private static Map<String, Instant> end(ManagementKeyOverview key) {
        return key.expiresAt() == null ? Map.of() : Map.of(key.id(), key.expiresAt());
    }
}
