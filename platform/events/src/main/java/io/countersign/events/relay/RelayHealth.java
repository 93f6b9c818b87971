package io.countersign.events.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while a log is accepted but not published because its topic contradicts it. */
final class RelayHealth implements HealthIndicator {
    private final Relays relays;

    RelayHealth(Relays relays) {
        this.relays = relays;
    }

    @Override
    public Health health() {
        var refused = relays.refused();
        var health = refused.isEmpty() ? Health.up() : Health.down();
        refused.forEach((log, why) -> health.withDetail(log, String.valueOf(why.getMessage())));
        return health.build();
    }
}
