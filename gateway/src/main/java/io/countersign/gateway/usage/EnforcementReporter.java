package io.countersign.gateway.usage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.token.contract.UsageEvent.RevocationEnforced;
import io.countersign.access.AccessRule.Refusal;
import io.countersign.access.AccessTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Reports, once per connection and cause, that access which ended was refused here for the first time. A pause is not an end.
 * <p>
 * {@code lagMillis} of the fact, and the timer {@code countersign.revocation.lag} (Prometheus {@code countersign_revocation_lag_seconds}),
 * is the time from when the owner's relay sent the ending entry, by the relay's clock, until it was in force at this gateway, by ours: from
 * then on no call passes here, whenever the client calls next ({@code enforcedAt}). It is missing when this gateway did not see the entry
 * arrive: it was started later, or had the owners' word before the feed's. A report: clocks decide nothing.
 */
@Component
public class EnforcementReporter {
    /** Buckets can be added up over replicas, percentiles cannot (K9). */
    private static final Duration[] SLO = {Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
            Duration.ofMillis(250), Duration.ofSeconds(1)};
    private final Facts facts;
    private final AccessTable table;
    private final Clock clock;
    private final Timer lag;
    private final Cache<String, Boolean> reported = Caffeine.newBuilder().maximumSize(100_000).build();

    EnforcementReporter(Facts facts, AccessTable table, Clock clock, MeterRegistry meters) {
        this.facts = facts;
        this.table = table;
        this.clock = clock;
        this.lag = Timer.builder("countersign.revocation.lag").serviceLevelObjectives(SLO)
                .description("From the relay's sending of an end of access until it was in force here, of each that was refused here")
                .register(meters);
    }

    /** @param correlationId of the call that was refused, or whose answer was ended; the cause is the entry, by key and version */
    public void report(AccessToken token, Refusal refusal, String correlationId) {
        var entry = refusal.entry();
        var once = token.connectionId() + " " + entry.key() + " " + entry.version();
        if (refusal.over() && reported.asMap().putIfAbsent(once, true) == null) {
            var measured = table.lag(entry).map(EnforcementReporter::notNegative);
            measured.ifPresent(lag::record);
            facts.record(token, correlationId, at -> new RevocationEnforced(at.gateway(), at.boot(), at.n(), token.connectionId(),
                    token.clientId(), token.subject(), refusal.reason().code(), entry.key(), entry.version(), clock.instant(),
                    measured.map(Duration::toMillis).orElse(null)));
        }
    }

    /** The relay's clock may be ahead of ours. */
    private static Duration notNegative(Duration measured) {
        return measured.isNegative() ? Duration.ZERO : measured;
    }
}
