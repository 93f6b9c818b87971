package io.countersign.audit.checkpoint;

import io.countersign.audit.ledger.Ledger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The alarm when bundles, checkpoints and witness no longer fit together while the service runs (goal D4). It stays until somebody has
 * looked and started the service again, and nothing is signed meanwhile.
 */
@Component
class Integrity implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(Integrity.class);
    private final Ledger ledger;
    private final Checkpoints checkpoints;
    private volatile @Nullable String alarm;

    Integrity(Ledger ledger, Checkpoints checkpoints, MeterRegistry meters) {
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        Gauge.builder("countersign.audit.integrity.alarm", this, integrity -> integrity.alarm == null ? 0 : 1)
                .description("1 when log, store and witness contradict each other").register(meters);
    }

    /** Whether all is well. */
    boolean look() {
        if (alarm == null) {
            found().ifPresent(reason -> {
                alarm = reason;
                LOG.error("Integrity alarm: {}", reason);
            });
        }
        return alarm == null;
    }

    private Optional<String> found() {
        try {
            return ledger.stands() ? checkpoints.contradiction() : Optional.of("The end of the log was cut off or replaced.");
        } catch (IOException e) {
            throw new UncheckedIOException("The witness cannot be read", e);
        }
    }

    @Override
    public Health health() {
        var known = alarm;
        return known == null ? Health.up().build() : Health.down().withDetail("alarm", known).build();
    }
}
