package io.countersign.gateway.usage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.starter.access.AccessRule.Refusal;
import io.countersign.starter.access.AccessTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.springframework.stereotype.Component;

/**
 * Reports, once per connection and cause, that access which ended was refused here for the first time, with the lag measured from the
 * relay's record of its end. A pause is not an end.
 */
@Component
public class Enforced {
    private final Facts facts;
    private final AccessTable table;
    private final Clock clock;
    private final Timer lag;
    private final Cache<String, Boolean> reported = Caffeine.newBuilder().maximumSize(100_000).build();

    Enforced(Facts facts, AccessTable table, Clock clock, MeterRegistry meters) {
        this.facts = facts;
        this.table = table;
        this.clock = clock;
        this.lag = Timer.builder("countersign.gateway.enforcement.lag").publishPercentiles(0.5, 0.99).register(meters);
    }

    public void report(AccessToken token, Refusal refusal) {
        var entry = refusal.entry();
        var once = token.connectionId() + " " + entry.key() + " " + entry.version();
        if ((entry.ended() || !entry.suspended()) && reported.asMap().putIfAbsent(once, true) == null) {
            var now = clock.instant();
            var details = new LinkedHashMap<String, Object>();
            details.put("reason", refusal.reason().code());
            details.put("key", entry.key());
            details.put("enforcedAt", now.toString());
            table.relayedAt(entry.key()).map(relayed -> Duration.between(relayed, now)).ifPresent(measured -> {
                details.put("lagMillis", Math.max(0, measured.toMillis()));
                lag.record(measured);
            });
            facts.record("RevocationEnforced", token, "", details);
        }
    }
}
