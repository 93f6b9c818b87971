package io.countersign.token.broken;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** Grows with whoever asks, though each entry goes after a minute. */
final class BoundlessCache {
    private final Cache<String, String> bounded = Caffeine.newBuilder().maximumSize(10).build();
    private final Cache<String, String> boundless = Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).build();

    String of(String key) {
        return bounded.get(key, asked -> boundless.get(asked, again -> again));
    }
}
