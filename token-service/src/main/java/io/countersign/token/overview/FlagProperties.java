package io.countersign.token.overview;

import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * After which times connections are flagged (domain.md section 4).
 *
 * @param dormant     without a call
 * @param neverUsed   since the authorization of one that was never called
 * @param expiresSoon before the end of its life
 * @param scopeUnused without a call that took a scope
 */
@ConfigurationProperties("countersign.connections.flags")
record FlagProperties(@DefaultValue("14d") Duration dormant, @DefaultValue("7d") Duration neverUsed,
        @DefaultValue("3d") Duration expiresSoon, @DefaultValue("90d") Duration scopeUnused) {
    FlagProperties {
        if (Stream.of(dormant, neverUsed, expiresSoon, scopeUnused).anyMatch(time -> !time.isPositive())) {
            throw new IllegalArgumentException("countersign.connections.flags: each must be a positive time");
        }
    }
}
