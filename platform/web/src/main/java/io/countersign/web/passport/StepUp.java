package io.countersign.web.passport;

import io.countersign.web.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Sensitive actions (C-3) need a person who signed in at the gateway within the last five minutes (RFC 9470); neither a management key nor
 * a bearer token can do them, however fresh it is: a token may be in anybody's hands, a session is in that person's browser.
 */
public final class StepUp {
    public static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Set<String> METHODS = Set.of(Passport.SESSION, "bearer");

    private StepUp() {
    }

    /**
     * @throws Problem 403 {@code person_required} when the caller is no person, {@code session_required} when it has no session; 401
     *                 {@code step_up_required} when the login is too old
     */
    public static void require(Passport caller, Instant now) {
        requirePerson(caller);
        if (!Passport.SESSION.equals(caller.method())) {
            throw new Problem(HttpStatus.FORBIDDEN, "session_required",
                    "This needs a person who signed in here in a browser (/login); a bearer token cannot do it.");
        }
        if (caller.authenticatedAt().plus(MAX_AGE).isBefore(now)) {
            throw new Required();
        }
    }

    /** @throws Problem 403 {@code person_required} */
    public static void requirePerson(Passport caller) {
        if (!METHODS.contains(caller.method())) {
            throw new Problem(HttpStatus.FORBIDDEN, "person_required",
                    "This needs a person who signed in; a management key cannot do it.");
        }
    }

    /** How to come back: signed in again, at most so many seconds ago (RFC 9470 section 3). */
    private static final class Required extends Problem {
        /** A login that really took place, as opposed to a remembered one (OpenID Connect Core section 2, {@code acr}). */
        private static final String ACR = "1";

        Required() {
            super(HttpStatus.UNAUTHORIZED, "step_up_required", "This needs a person who signed in within the last " + MAX_AGE.toMinutes()
                    + " minutes: sign in again (max_age=" + MAX_AGE.toSeconds() + ").");
        }

        @Override
        public ProblemDetail body() {
            var body = super.body();
            body.setProperty("acr", ACR);
            body.setProperty("max_age", MAX_AGE.toSeconds());
            return body;
        }

        @Override
        public HttpHeaders headers() {
            var headers = new HttpHeaders();
            headers.set(HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer error=\"insufficient_user_authentication\", max_age=" + MAX_AGE.toSeconds());
            return headers;
        }
    }
}
