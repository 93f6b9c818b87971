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
    private final @Nullable String allowed;

    private RegistrationRefused(HttpStatus status, String error, String description, @Nullable Duration retryAfter) {
        this(status, error, description, retryAfter, null);
    }

    private RegistrationRefused(HttpStatus status, String error, String description, @Nullable Duration retryAfter,
            @Nullable String allowed) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.retryAfter = retryAfter;
        this.allowed = allowed;
    }

    static RegistrationRefused redirectUri(String description) {
        return new RegistrationRefused(HttpStatus.BAD_REQUEST, "invalid_redirect_uri", description, null);
    }

    static RegistrationRefused metadata(String description) {
        return new RegistrationRefused(HttpStatus.BAD_REQUEST, "invalid_client_metadata", description, null);
    }

    /** @param allowed the methods there are */
    static RegistrationRefused method(String description, String allowed) {
        return new RegistrationRefused(HttpStatus.METHOD_NOT_ALLOWED, "invalid_request", description, null, allowed);
    }

    /** RFC 7591 section 3, RFC 6750 section 3.1. */
    static RegistrationRefused invitation() {
        return new RegistrationRefused(HttpStatus.UNAUTHORIZED, "invalid_token",
                "This organization takes clients by invitation: send an initial access token of an owner, which is not used up.", null);
    }

    /** RFC 7592 section 2, RFC 6750 section 3.1. */
    static RegistrationRefused token() {
        return new RegistrationRefused(HttpStatus.UNAUTHORIZED, "invalid_token",
                "Send the registration_access_token of this client, which is gone when the client is.", null);
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

    /** The methods there are, where another one was used. */
    Optional<String> allowed() {
        return Optional.ofNullable(allowed);
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
