package io.countersign.audit.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Down while an event is missing for longer than a minute (the remedy is the owner's command to publish its topic again), while a topic
 * cannot be read, or when the ledger has stopped. Each of the three is a gauge as well.
 */
@Component
class IntakeHealth implements HealthIndicator {
    private final Sources sources;
    private final KafkaIntake topics;
    private final Intake intake;
    private final Clock clock;

    IntakeHealth(Sources sources, KafkaIntake topics, Intake intake, Clock clock, MeterRegistry meters) {
        this.sources = sources;
        this.topics = topics;
        this.intake = intake;
        this.clock = clock;
        Gauge.builder("countersign.audit.missing.positions", this, health -> health.sources.overdue(health.clock.instant()).size())
                .description("Sources that wait for a position that does not come").register(meters);
        Gauge.builder("countersign.audit.unreadable.topics", this, health -> health.topics.troubles().size())
                .description("Topics that cannot be read at the moment").register(meters);
        Gauge.builder("countersign.audit.ledger.stopped", this, health -> health.intake.failure().isPresent() ? 1 : 0)
                .description("1 when nothing is recorded until a restart").register(meters);
    }

    @Override
    public Health health() {
        var overdue = sources.overdue(clock.instant());
        var troubles = topics.troubles();
        var failure = intake.failure();
        return overdue.isEmpty() && troubles.isEmpty() && failure.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("missing", overdue).withDetail("unreadable", troubles)
                        .withDetail("ledger", failure.orElse("records")).build();
    }
}
