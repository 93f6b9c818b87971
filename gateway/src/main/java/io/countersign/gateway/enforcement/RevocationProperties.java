package io.countersign.gateway.enforcement;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How old the access feed may be.
 *
 * @param maxStaleness from this age on the owners are asked on calls
 * @param closeStreams from this age on open streams are closed
 * @param longestStream no stream lives longer than this
 */
@ConfigurationProperties("countersign.revocation")
public record RevocationProperties(@DefaultValue("5s") Duration maxStaleness, @DefaultValue("30s") Duration closeStreams,
        @DefaultValue("1h") Duration longestStream) {
    public RevocationProperties {
        if (maxStaleness.isNegative() || closeStreams.compareTo(maxStaleness) < 0) {
            throw new IllegalArgumentException("countersign.revocation.close-streams must not be shorter than max-staleness");
        }
    }
}
