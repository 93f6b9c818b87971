package io.countersign.token.failedauthentication;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a client's authentication may fail, in each replica.
 *
 * @param atOnce    from one address after a pause
 * @param perMinute from then on
 * @param finding   in a day, from all addresses together, before it is a finding
 */
@ConfigurationProperties("countersign.failed-authentication")
record FailedAuthenticationProperties(@DefaultValue("30") int atOnce, @DefaultValue("30") int perMinute, @DefaultValue("200") int finding) {
    FailedAuthenticationProperties {
        if (atOnce < 1 || perMinute < 1 || finding < 1) {
            throw new IllegalArgumentException("countersign.failed-authentication: every number is 1 at least");
        }
    }
}
