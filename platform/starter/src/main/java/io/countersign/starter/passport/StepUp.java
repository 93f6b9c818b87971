package io.countersign.starter.passport;

import io.countersign.starter.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * Sensitive actions (C-3) need a person who proved within five minutes who it is (RFC 9470); a management key cannot do them.
 */
public final class StepUp {
    public static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Set<String> METHODS = Set.of("session", "bearer");

    private StepUp() {
    }

    /** @throws Problem 401 {@code step_up_required} when the login is too old or is none */
    public static void require(Passport caller, Instant now) {
        if (!METHODS.contains(caller.method()) || caller.authenticatedAt().plus(MAX_AGE).isBefore(now)) {
            throw new Problem(HttpStatus.UNAUTHORIZED, "step_up_required",
                    "This needs a person who signed in within the last " + MAX_AGE.toMinutes() + " minutes: sign in again (max_age=300).");
        }
    }
}
