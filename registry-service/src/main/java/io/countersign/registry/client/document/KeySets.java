package io.countersign.registry.client.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.registry.client.PublicKeys;
import io.countersign.registry.client.document.ClientDocumentFetcher.Gone;
import io.countersign.registry.client.document.ClientDocumentFetcher.Unreachable;
import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys that clients publish (RFC 7517 section 5), each set asked for at most twice a minute and kept for as long as its headers say, so that
 * a rotation is noticed when a signature does not fit (CIMD-24) and nobody's host is asked at every token. While the host cannot be reached
 * the last ones stand in for a day, as the last document does.
 */
@Component
public class KeySets {
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration STANDS_IN = Duration.ofHours(24);
    private static final int MOST = 1_000;
    private static final int MOST_BYTES = 65_536;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private final ClientDocumentFetcher fetcher;
    private final Clock clock;
    private final Cache<String, CachedKeys> kept = Caffeine.newBuilder().maximumSize(MOST)
            .expireAfterWrite(Freshness.LONGEST.plus(STANDS_IN)).build();
    private final KeyedMutex fetches = new KeyedMutex();

    KeySets(ClientDocumentFetcher fetcher, Clock clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /**
     * @param anew whether what is kept may be too old
     * @return JSON of the set
     * @throws Refused when it cannot be had
     */
    public String at(String jwksUri, boolean anew) {
        return fetches.run(jwksUri, () -> {
            var now = clock.instant();
            var known = kept.getIfPresent(jwksUri);
            if (known == null || (now.isAfter(known.asked().plus(PAUSE)) && (anew || !now.isBefore(known.current())))) {
                known = fetched(jwksUri, now, known);
                kept.put(jwksUri, known);
            }
            return known.require(now);
        });
    }

    private CachedKeys fetched(String jwksUri, Instant now, @Nullable CachedKeys before) {
        try {
            var answer = fetcher.json(URI.create(jwksUri), MOST_BYTES);
            return new CachedKeys(PublicKeys.of(JsonMapper.shared().readValue(answer.body(), OBJECT)), "", now,
                    now.plus(Freshness.of(answer)));
        } catch (Unreachable unreachable) {
            return before == null
                    ? none(unreachable.what(), now)
                    : new CachedKeys(before.jwks(), unreachable.what(), now, before.current());
        } catch (Gone gone) {
            return none(gone.what(), now);
        } catch (MetadataRefused refused) {
            return none(refused.what(), now);
        } catch (JacksonException | Refused unreadable) {
            return none("What is there is no set of public keys.", now);
        }
    }

    private static CachedKeys none(String why, Instant now) {
        return new CachedKeys(null, why, now, now);
    }

    /**
     * @param jwks    null where there is none
     * @param why     it could not be had when it was asked for last; empty where it could
     * @param asked   when its host was asked last
     * @param current until when it counts without being asked for
     */
    private record CachedKeys(@Nullable String jwks, String why, Instant asked, Instant current) {
        String require(Instant now) {
            if (jwks == null || !now.isBefore(current.plus(STANDS_IN))) {
                throw Refused.because(Reason.KEYS_UNAVAILABLE, "The client's keys cannot be had: " + why);
            }
            return jwks;
        }
    }
}
