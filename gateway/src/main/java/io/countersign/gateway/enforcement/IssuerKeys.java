package io.countersign.gateway.enforcement;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.countersign.gateway.peer.AnswerCache;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.peer.PeerClient;
import io.countersign.web.key.Es256;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The signing keys of each organization's issuer, from token-service: P-256 only, so that ES256 is the one algorithm they verify. An unknown key id leads to one look per interval, so made-up ids cost
 * nothing; every key is looked up again after 5 minutes, so a withdrawn one stops being trusted.
 */
@Component
class IssuerKeys {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Clock clock;
    private final AnswerCache<String, Known> known;

    IssuerKeys(PeerClient services, Clock clock) {
        this.clock = clock;
        this.known = new AnswerCache<>(LIFE, clock, organization -> services.open(Peer.TOKEN, "o", organization, "oauth2", "jwks")
                .map(IssuerKeys::parse).defaultIfEmpty(Map.of()).map(keys -> new Known(keys, clock.instant())));
    }

    /** Empty when that organization has no such key. */
    Mono<JWSVerifier> find(String organization, String keyId) {
        return known.get(organization).flatMap(current -> {
            if (current.keys().containsKey(keyId) || clock.instant().isBefore(current.at().plus(INTERVAL))) {
                return Mono.just(current);
            }
            known.forget(organization, current);
            return known.get(organization);
        }).mapNotNull(current -> current.keys().get(keyId));
    }

    private static Map<String, JWSVerifier> parse(String document) {
        try {
            return JWKSet.parse(document).getKeys().stream().filter(ECKey.class::isInstance).map(ECKey.class::cast)
                    .filter(key -> key.getKeyID() != null && Curve.P_256.equals(key.getCurve()))
                    .collect(Collectors.toUnmodifiableMap(ECKey::getKeyID, IssuerKeys::verifier, (first, second) -> first));
        } catch (ParseException unreadable) {
            throw new IllegalStateException("The key set of token-service cannot be read", unreadable);
        }
    }

    private static JWSVerifier verifier(ECKey key) {
        try {
            return Es256.verifier(key);
        } catch (JOSEException unusable) {
            throw new IllegalStateException("A key of token-service cannot verify", unusable);
        }
    }

    private record Known(Map<String, JWSVerifier> keys, Instant at) {
    }
}
