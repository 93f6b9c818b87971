package io.countersign.registry.client.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.registry.client.PublicKeys;
import io.countersign.registry.client.document.Fetching.Gone;
import io.countersign.registry.client.document.Fetching.Unreachable;
import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys that clients publish (RFC 7517 section 5), each set asked for at most twice a minute and kept for as long as its headers say, so that
 * a rotation is noticed when a signature does not fit (CIMD-24) and nobody's host is asked at every token.
 */
@Component
public class KeySets {
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int MOST = 1_000;
    private static final int MOST_BYTES = 65_536;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private final Fetching fetching;
    private final Clock clock;
    private final Cache<String, Kept> kept = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Freshness.LONGEST).build();

    KeySets(Fetching fetching, Clock clock) {
        this.fetching = fetching;
        this.clock = clock;
    }

    /**
     * @param anew whether what is kept may be too old
     * @return JSON of the set
     * @throws Refused when it cannot be had
     */
    public String at(String jwksUri, boolean anew) {
        var now = clock.instant();
        var known = kept.getIfPresent(jwksUri);
        if (known == null || !now.isBefore(anew ? known.fetched().plus(PAUSE) : known.current())) {
            known = fetched(jwksUri, now);
            kept.put(jwksUri, known);
        }
        return known.jwks();
    }

    private Kept fetched(String jwksUri, Instant now) {
        try {
            var answer = fetching.json(URI.create(jwksUri), MOST_BYTES);
            return new Kept(PublicKeys.of(JsonMapper.shared().readValue(answer.body(), OBJECT)), now, now.plus(Freshness.of(answer)));
        } catch (Unreachable unreachable) {
            throw unavailable(unreachable.what());
        } catch (Gone gone) {
            throw unavailable(gone.what());
        } catch (MetadataRefused refused) {
            throw unavailable(refused.what());
        } catch (JacksonException | Refused unreadable) {
            throw unavailable("What is there is no set of public keys.");
        }
    }

    private static Refused unavailable(String why) {
        return Refused.because(Reason.KEYS_UNAVAILABLE, "The client's keys cannot be had: " + why);
    }

    private record Kept(String jwks, Instant fetched, Instant current) {
    }
}
