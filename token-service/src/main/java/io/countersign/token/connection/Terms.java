package io.countersign.token.connection;

import io.countersign.token.contract.ConnectionEvent.Covering;
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
 * @param succession the same installation was authorized again
 * @param chain  sequence of the authorization in the connection's stream; refresh tokens of an earlier one are no good
 */
public record Terms(SortedSet<String> scopes, SortedMap<String, Long> epochs, long idleSeconds, @Nullable Long absoluteSeconds,
        Instant authorizedAt, Instant lastUsedAt, long chain, @Nullable Succession succession) {
    private static final Duration LONGEST_STEP = Duration.ofDays(1);

    /** What was recorded before lives had bounds is read within them. */
    public Terms {
        idleSeconds = Limits.idleSeconds(idleSeconds);
        absoluteSeconds = Limits.absoluteSeconds(absoluteSeconds);
    }

    Terms used(Instant at) {
        return new Terms(scopes, epochs, idleSeconds, absoluteSeconds, authorizedAt, at, chain, succession);
    }

    Terms succeeded(Succession by) {
        return new Terms(scopes, epochs, idleSeconds, absoluteSeconds, authorizedAt, lastUsedAt, chain, by);
    }

    /** Nobody used it for a day while its successor was there. */
    public boolean superseded(Instant now) {
        return succession != null && !usedSince(succession) && !now.isBefore(succession.since().plus(Succession.TRIAL));
    }

    private boolean usedSince(Succession begun) {
        return lastUsedAt.isAfter(begun.since());
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

    /** Whether what is authorized under these terms is dead by that cut. */
    boolean restOn(Covering cut) {
        var authorized = epochs.get(cut.key());
        return authorized != null && (cut.epoch() == null || authorized < cut.epoch());
    }

    /** Whether a use at {@code at} is to be recorded: at most every min(1 day, idle life / 10), and the first beside a successor. */
    public boolean useDue(Instant at) {
        if (succession != null && !usedSince(succession) && at.isAfter(succession.since())) {
            return true;
        }
        var step = Duration.ofSeconds(idleSeconds).dividedBy(10);
        return !at.isBefore(lastUsedAt.plus(step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP));
    }

    /** A later connection of the same installation. */
    public record Succession(String successorId, Instant since) {
        /** How long a use shows that there are two installations after all. */
        public static final Duration TRIAL = Duration.ofHours(24);
    }
}
