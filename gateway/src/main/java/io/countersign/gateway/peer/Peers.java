package io.countersign.gateway.peer;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Base URLs of the services.
 *
 * @param registry registry-service
 * @param consent  consent-service
 * @param token    token-service
 * @param audit    audit-service
 */
@ConfigurationProperties("countersign.services")
public record Peers(URI registry, URI consent, URI token, URI audit) {

    /** A service, by the name that passports know it by. */
    public enum Peer {
        REGISTRY, CONSENT, TOKEN, AUDIT;

        public String audience() {
            return name().toLowerCase(java.util.Locale.ROOT) + "-service";
        }
    }

    public URI of(Peer peer) {
        return switch (peer) {
            case REGISTRY -> registry;
            case CONSENT -> consent;
            case TOKEN -> token;
            case AUDIT -> audit;
        };
    }
}
