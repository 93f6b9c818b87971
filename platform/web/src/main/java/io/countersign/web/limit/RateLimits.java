package io.countersign.web.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** So many at once and so many a minute for each of many keys, in this process. A key is forgotten when it could do all at once again. */
public final class RateLimits {
    private final Cache<String, Bucket> buckets;
    private final int atOnce;
    private final int perMinute;
    private final TimeMeter time;

    /** @param keys so many are kept at most; what has not been used for longest gives way */
    public RateLimits(int keys, int atOnce, int perMinute, Clock clock) {
        this.buckets = Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(atOnce / perMinute + 1L)).maximumSize(keys).build();
        this.atOnce = atOnce;
        this.perMinute = perMinute;
        this.time = new ClockTime(clock);
    }

    /** Counts one; or how long the key has to wait first. */
    public Optional<Duration> take(String key) {
        var taken = buckets.get(key, _ -> bucket()).tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(taken.getNanosToWaitForRefill()));
    }

    /** How long the key has to wait; empty when it need not. Counts nothing and keeps nothing. */
    public Optional<Duration> ahead(String key) {
        return Optional.ofNullable(buckets.getIfPresent(key)).map(bucket -> bucket.estimateAbilityToConsume(1))
                .filter(estimate -> !estimate.canBeConsumed()).map(estimate -> Duration.ofNanos(estimate.getNanosToWaitForRefill()));
    }

    private Bucket bucket() {
        return Bucket.builder().withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perMinute, Duration.ofMinutes(1))).build();
    }

    private record ClockTime(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
