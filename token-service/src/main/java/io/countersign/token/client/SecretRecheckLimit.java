package io.countersign.token.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * How often a wrong credential makes us ask the registry whether the client has a new one: five times at once, then once a second for each
 * client. So guesses cost the registry next to nothing, and under a storm of them a new secret is good within a second.
 */
@Component
class SecretRecheckLimit {
    private static final int AT_ONCE = 5;
    private static final long EVERY = Duration.ofSeconds(1).toMillis();
    private static final int CLIENTS = 10_000;

    private final Clock clock;
    /** When the looks that were taken are paid off, by client (generic cell rate algorithm). */
    private final Cache<String, Long> paidOff = Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(1)).maximumSize(CLIENTS).build();

    SecretRecheckLimit(Clock clock) {
        this.clock = clock;
    }

    /** @param clientId one that the registry knows: a made-up one would have no first look to doubt */
    boolean allowed(String clientId) {
        var now = clock.millis();
        var allowed = new AtomicBoolean();
        paidOff.asMap().compute(clientId, (same, known) -> {
            var from = known == null ? now : Math.max(known, now);
            allowed.set(from - now <= (AT_ONCE - 1) * EVERY);
            return allowed.get() ? from + EVERY : from;
        });
        return allowed.get();
    }
}
