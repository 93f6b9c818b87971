package io.countersign.registry.client.registration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How often clients may register themselves and metadata documents are fetched, counted before anything else is done for them. Of IPv6 the first 64 bits are one address,
 * since a subscriber has all that begin so (RFC 6177). Buckets are forgotten when they would be full again.
 */
@Component
public class RegistrationLimits {
    private static final int MOST = 10_000;
    private static final int IPV6_SUBSCRIBER = 8;
    private static final Duration REFILLED = Duration.ofMinutes(10);

    private final Cache<String, Bucket> addresses = Caffeine.newBuilder().expireAfterAccess(REFILLED).maximumSize(MOST).build();
    private final Cache<String, Bucket> organizations = Caffeine.newBuilder().expireAfterAccess(REFILLED).maximumSize(MOST).build();
    private final Cache<String, Bucket> fetches = Caffeine.newBuilder().expireAfterAccess(REFILLED).maximumSize(MOST).build();
    private final RegistrationProperties settings;
    private final TimeMeter time;

    public RegistrationLimits(RegistrationProperties settings, Clock clock) {
        this.settings = settings;
        this.time = new ClockTime(clock);
    }

    /** How long the address has to wait; empty when it need not. */
    Optional<Duration> ofAddress(String address) {
        return wait(addresses.get(subscriber(address), _ -> bucket(settings.address().atOnce(), settings.address().perMinute())));
    }

    /** How long everybody has to wait who wants to register in the organization; empty when nobody need. */
    Optional<Duration> ofOrganization(String organizationId) {
        return wait(organizations.get(organizationId,
                _ -> bucket(settings.organization().atOnce(), settings.organization().perMinute())));
    }

    /** How long members of the organization have to wait who meet clients whose metadata documents are to be fetched; empty when they need not. */
    public Optional<Duration> ofFetches(String organizationId) {
        return wait(fetches.get(organizationId, _ -> bucket(settings.fetches().atOnce(), settings.fetches().perMinute())));
    }

    private static Optional<Duration> wait(Bucket bucket) {
        var taken = bucket.tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(taken.getNanosToWaitForRefill()));
    }

    private Bucket bucket(int atOnce, int perMinute) {
        return Bucket.builder().withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perMinute, Duration.ofMinutes(1))).build();
    }

    private static String subscriber(String address) {
        try {
            var read = InetAddress.ofLiteral(address);
            return HexFormat.of().formatHex(
                    read instanceof Inet6Address ? Arrays.copyOf(read.getAddress(), IPV6_SUBSCRIBER) : read.getAddress());
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
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
