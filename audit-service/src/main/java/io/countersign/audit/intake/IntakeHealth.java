package io.countersign.audit.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while an event is missing for longer than a minute; the remedy is the owner's command to publish its topic again. */
@Component
class IntakeHealth implements HealthIndicator {
    private final Sources sources;
    private final Clock clock;

    IntakeHealth(Sources sources, Clock clock, MeterRegistry meters) {
        this.sources = sources;
        this.clock = clock;
        meters.gauge("audit_missing_positions", this, health -> health.sources.overdue(health.clock.instant()).size());
    }

    @Override
    public Health health() {
        var overdue = sources.overdue(clock.instant());
        return overdue.isEmpty() ? Health.up().build() : Health.down().withDetail("missing", overdue).build();
    }
}
