package io.countersign.gateway.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an open stream may go on.
 *
 * @param silentFeed from this age of the access feed on open streams are closed
 * @param longest    no stream lives longer than this
 */
@ConfigurationProperties("countersign.gateway.stream")
record StreamProperties(@DefaultValue("30s") Duration silentFeed, @DefaultValue("1h") Duration longest) {
    StreamProperties {
        if (!silentFeed.isPositive() || !longest.isPositive()) {
            throw new IllegalArgumentException("countersign.gateway.stream: both limits must be longer than nothing");
        }
    }
}
