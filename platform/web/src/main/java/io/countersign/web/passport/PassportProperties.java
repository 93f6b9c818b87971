package io.countersign.web.passport;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose passports a service accepts.
 *
 * @param trustedIssuers names of issuers; their public keys go by {@code passport-<issuer>}
 * @param callerIssuers  the trusted issuers that may vouch for others (people, keys); every other one vouches only for itself, as a
 *                       service
 */
@ConfigurationProperties("countersign.passport")
record PassportProperties(
        @DefaultValue({
                "gateway", "registry-service", "consent-service", "token-service", "audit-service"}) Set<String> trustedIssuers,
        @DefaultValue("gateway") Set<String> callerIssuers) {
}
