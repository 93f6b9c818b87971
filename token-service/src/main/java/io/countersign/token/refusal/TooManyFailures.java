package io.countersign.token.refusal;

import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** Whoever asks has to wait before it is looked at again (RFC 6585 section 4). */
public final class TooManyFailures extends OAuth2AuthenticationException {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    public TooManyFailures(Duration wait) {
        super(new OAuth2Error(OAuthError.TEMPORARILY_UNAVAILABLE.code(),
                "Authentication of this client failed too often from this address. Try again later.", null));
        this.seconds = wait.plusMillis(999).toSeconds();
    }

    /** How long, rounded up. */
    long seconds() {
        return seconds;
    }
}
