package io.countersign.audit.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of open streams.
 *
 * @param heartbeat after so much silence a sign of life is sent
 * @param longest   then a stream ends and its reader comes back
 * @param ofOne     at most so many are open for one caller
 * @param all       at most so many are open at all
 */
@ConfigurationProperties("countersign.audit.stream")
record StreamProperties(@DefaultValue("10s") Duration heartbeat, @DefaultValue("15m") Duration longest, @DefaultValue("10") int ofOne,
        @DefaultValue("1000") int all) {
    StreamProperties {
        if (!heartbeat.isPositive() || !longest.isPositive() || ofOne < 1 || all < 1) {
            throw new IllegalArgumentException("countersign.audit.stream: every bound must be more than nothing");
        }
    }
}
