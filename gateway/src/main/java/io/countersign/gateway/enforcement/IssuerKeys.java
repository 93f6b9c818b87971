package io.countersign.gateway.enforcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.peer.Questions;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The signing keys of each organization's issuer, from token-service. An unknown key id leads to one look per interval, so made-up ids cost
 * nothing; every key is looked up again after 5 minutes, so a withdrawn one stops being trusted.
 */
@Component
class IssuerKeys {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Questions questions;
    private final Clock clock;
    private final Cache<String, Known> known = Caffeine.newBuilder().maximumSize(10_000).build();
    private final Map<String, Mono<Known>> underWay = new ConcurrentHashMap<>();

    IssuerKeys(Questions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    /** Empty when that organization has no such key. */
    Mono<ECKey> find(String organization, String keyId) {
        var now = clock.instant();
        var current = known.getIfPresent(organization);
        if (current != null && now.isBefore(current.at().plus(current.keys().containsKey(keyId) ? LIFE : INTERVAL))) {
            return Mono.justOrEmpty(current.keys().get(keyId));
        }
        return underWay.computeIfAbsent(organization, this::fetch).flatMap(fetched -> Mono.justOrEmpty(fetched.keys().get(keyId)));
    }

    private Mono<Known> fetch(String organization) {
        return questions.open(Peer.TOKEN, "o", organization, "oauth2", "jwks").map(IssuerKeys::parse).defaultIfEmpty(Map.of())
                .map(keys -> new Known(keys, clock.instant())).doOnNext(fetched -> known.put(organization, fetched))
                .doFinally(signal -> underWay.remove(organization)).share();
    }

    private static Map<String, ECKey> parse(String document) {
        try {
            return JWKSet.parse(document).getKeys().stream().filter(ECKey.class::isInstance).map(ECKey.class::cast)
                    .filter(key -> key.getKeyID() != null).collect(Collectors.toMap(ECKey::getKeyID, key -> key, (first, second) -> first));
        } catch (ParseException unreadable) {
            throw new IllegalStateException("The key set of token-service cannot be read", unreadable);
        }
    }

    private record Known(Map<String, ECKey> keys, Instant at) {
    }
}
