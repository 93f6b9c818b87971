package io.countersign.gateway.peer;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Base URLs of the services.
 *
 * @param registry registry-service
 * @param consent  consent-service
 * @param token    token-service
 * @param audit    audit-service
 */
@ConfigurationProperties("countersign.services")
public record Peers(@DefaultValue("http://127.0.0.1:8081") URI registry, @DefaultValue("http://127.0.0.1:8082") URI consent,
        @DefaultValue("http://127.0.0.1:8083") URI token, @DefaultValue("http://127.0.0.1:8084") URI audit) {

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
