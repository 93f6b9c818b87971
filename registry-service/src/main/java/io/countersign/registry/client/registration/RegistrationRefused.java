package io.countersign.registry.client.registration;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a client is not registered, in the words of RFC 7591 section 3.2.2; nothing happened. */
final class RegistrationRefused extends RuntimeException {
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final HttpStatus status;
    private final String error;
    private final @Nullable Duration retryAfter;

    private RegistrationRefused(HttpStatus status, String error, String description, @Nullable Duration retryAfter) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.retryAfter = retryAfter;
    }

    static RegistrationRefused redirectUri(String description) {
        return new RegistrationRefused(HttpStatus.BAD_REQUEST, "invalid_redirect_uri", description, null);
    }

    static RegistrationRefused metadata(String description) {
        return new RegistrationRefused(HttpStatus.BAD_REQUEST, "invalid_client_metadata", description, null);
    }

    static RegistrationRefused method() {
        return new RegistrationRefused(HttpStatus.METHOD_NOT_ALLOWED, "invalid_request", "A client registers with POST.", null);
    }

    static RegistrationRefused closed() {
        return new RegistrationRefused(HttpStatus.FORBIDDEN, "access_denied",
                "In this organization clients do not register themselves: an owner registers the client, or opens the organization to them.",
                null);
    }

    static RegistrationRefused tooMany(Duration retryAfter) {
        return new RegistrationRefused(HttpStatus.TOO_MANY_REQUESTS, "temporarily_unavailable",
                "Too many clients were registered. Try again later.", retryAfter);
    }

    static RegistrationRefused notNow() {
        return new RegistrationRefused(HttpStatus.SERVICE_UNAVAILABLE, "temporarily_unavailable",
                "The client cannot be registered now. Try again.", MOMENT);
    }

    HttpStatus status() {
        return status;
    }

    String error() {
        return error;
    }

    /** In the characters that RFC 6749 section 5.2 allows. */
    String description() {
        return String.valueOf(getMessage()).replace('"', '\'').replace('\\', '/').replaceAll("[^\\x20-\\x7E]", "?");
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
