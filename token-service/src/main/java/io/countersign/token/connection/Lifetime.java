package io.countersign.token.connection;

import io.countersign.token.contract.ConnectionEvent.Covering;
import io.countersign.token.contract.ConnectionEvent.Lapse;
import io.countersign.token.contract.Terms;
import io.countersign.web.api.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long access lasts under its terms: idle life counts from the last recorded use, absolute life from the authorization; whichever ends
 * first wins.
 */
public record Lifetime(Terms terms, Instant authorizedAt, Instant lastUsedAt) {
    private static final Duration LONGEST_STEP = Duration.ofDays(1);

    /** What was recorded before lives had bounds is read within them. */
    public Lifetime {
        terms = new Terms(terms.scopes(), terms.epochs(), Limits.idleSeconds(terms.idleSeconds()),
                Limits.absoluteSeconds(terms.absoluteSeconds()));
    }

    /** From its authorization on. */
    public static Lifetime begun(Terms terms, Instant authorizedAt) {
        return new Lifetime(terms, authorizedAt, authorizedAt);
    }

    public Lifetime used(Instant at) {
        return new Lifetime(terms, authorizedAt, at);
    }

    public Instant idleExpiresAt() {
        return lastUsedAt.plusSeconds(terms.idleSeconds());
    }

    public @Nullable Instant absoluteExpiresAt() {
        var absolute = terms.absoluteSeconds();
        return absolute == null ? null : authorizedAt.plusSeconds(absolute);
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
    boolean restsOn(Covering cut) {
        var authorized = terms.epochs().get(cut.key());
        return authorized != null && (cut.epoch() == null || authorized < cut.epoch());
    }

    /** Whether a use at {@code at} is to be recorded: at most every min(1 day, idle life / 10). */
    boolean useDue(Instant at) {
        var step = Duration.ofSeconds(terms.idleSeconds()).dividedBy(10);
        return !at.isBefore(lastUsedAt.plus(step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP));
    }
}
