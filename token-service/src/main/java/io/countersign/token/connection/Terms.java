package io.countersign.token.connection;

import io.countersign.web.api.Limits;
import io.countersign.token.contract.ConnectionEvent.Lapse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Under what a connection was authorized, and how long that lasts: idle life counts from the last recorded use, absolute life from the
 * authorization; whichever ends first wins.
 *
 * @param epochs epoch per access key at the authorization
 */
public record Terms(SortedSet<String> scopes, SortedMap<String, Long> epochs, long idleSeconds, @Nullable Long absoluteSeconds,
        Instant authorizedAt, Instant lastUsedAt) {
    private static final Duration LONGEST_STEP = Duration.ofDays(1);

    /** What was recorded before lives had bounds is read within them. */
    public Terms {
        idleSeconds = Limits.idleSeconds(idleSeconds);
        absoluteSeconds = Limits.absoluteSeconds(absoluteSeconds);
    }

    Terms used(Instant at) {
        return new Terms(scopes, epochs, idleSeconds, absoluteSeconds, authorizedAt, at);
    }

    public Instant idleExpiresAt() {
        return lastUsedAt.plusSeconds(idleSeconds);
    }

    public @Nullable Instant absoluteExpiresAt() {
        return absoluteSeconds == null ? null : authorizedAt.plusSeconds(absoluteSeconds);
    }

    /** The first end of life, idle or absolute. */
    public Instant endsAt() {
        var absolute = absoluteExpiresAt();
        return absolute != null && absolute.isBefore(idleExpiresAt()) ? absolute : idleExpiresAt();
    }

    /** Which life has ended at {@code now}; empty while both last. */
    public Optional<Lapse> lapse(Instant now) {
        return now.isBefore(endsAt()) ? Optional.empty() : Optional.of(endsAt().equals(absoluteExpiresAt()) ? Lapse.ABSOLUTE : Lapse.IDLE);
    }

    /** Whether a use at {@code at} is to be recorded: at most every min(1 day, idle life / 10). */
    public boolean useDue(Instant at) {
        var step = Duration.ofSeconds(idleSeconds).dividedBy(10);
        return !at.isBefore(lastUsedAt.plus(step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP));
    }
}
