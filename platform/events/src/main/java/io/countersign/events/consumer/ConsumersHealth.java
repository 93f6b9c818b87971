package io.countersign.events.consumer;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when a consumer of this service stopped for good: what it refused to guess needs somebody. */
final class ConsumersHealth implements HealthIndicator {
    private final Consumers consumers;

    ConsumersHealth(Consumers consumers) {
        this.consumers = consumers;
    }

    @Override
    public Health health() {
        var stopped = consumers.stopped();
        return (stopped.isEmpty() ? Health.up() : Health.down()).withDetail("stopped", stopped).build();
    }
}
