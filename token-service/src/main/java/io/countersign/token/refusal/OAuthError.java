package io.countersign.token.refusal;

import io.countersign.access.AccessRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** The errors of the OAuth endpoints with their statuses (RFC 6749 section 5.2, RFC 8707 section 2, RFC 7009 section 2.2.1). */
public enum OAuthError {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST),
    /** Nothing else is 401: SDKs throw their registration away on it. */
    INVALID_CLIENT(HttpStatus.UNAUTHORIZED), INVALID_GRANT(HttpStatus.BAD_REQUEST), ACCESS_DENIED(
            HttpStatus.BAD_REQUEST), UNAUTHORIZED_CLIENT(
                    HttpStatus.BAD_REQUEST), UNSUPPORTED_GRANT_TYPE(HttpStatus.BAD_REQUEST), INVALID_SCOPE(
                            HttpStatus.BAD_REQUEST), INVALID_TARGET(
                                    HttpStatus.BAD_REQUEST), UNSUPPORTED_TOKEN_TYPE(
                                            HttpStatus.BAD_REQUEST), TEMPORARILY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    OAuthError(HttpStatus status) {
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param description public text: what is wrong and what to do */
    public OAuth2AuthenticationException because(String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(code(), description, null));
    }

    /**
     * @param code        one of the fixed order of C28
     * @param description public text: what is wrong and what to do
     */
    public Denied denied(String code, String description) {
        return Denied.because(this, code, null, description);
    }

    /** @param refusal the access key that it fails on */
    public Denied denied(AccessRule.Refusal refusal, String description) {
        return Denied.because(this, refusal.reason().code(), refusal.entry(), description);
    }

    static Optional<OAuthError> of(String code) {
        return Arrays.stream(values()).filter(error -> error.code().equals(code)).findAny();
    }
}
