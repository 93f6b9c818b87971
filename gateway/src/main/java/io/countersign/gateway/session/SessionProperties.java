package io.countersign.gateway.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people stay signed in.
 *
 * @param idle     without a call, exact to a minute
 * @param absolute after which a session ends, whatever happens in it
 */
@ConfigurationProperties("countersign.sessions")
record SessionProperties(@DefaultValue("30m") Duration idle, @DefaultValue("12h") Duration absolute) {
    SessionProperties {
        if (idle.compareTo(Duration.ofMinutes(2)) < 0 || absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("countersign.sessions: idle is at least two minutes and at most absolute");
        }
    }
}
