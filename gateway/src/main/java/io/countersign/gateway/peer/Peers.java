package io.countersign.gateway.peer;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are.
 *
 * @param registry registry-service
 * @param consent  consent-service
 * @param token    token-service
 * @param audit    audit-service
 * @param patience how long an answer to a question of our own is waited for
 */
@ConfigurationProperties("countersign.services")
public record Peers(URI registry, URI consent, URI token, URI audit, @DefaultValue("2s") Duration patience) {

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
