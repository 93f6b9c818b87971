package io.countersign.consent.directory;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;

/** The identity provider did not answer, or is not configured: 503 {@code identity_provider_unavailable}. No answer is never a yes. */
public final class DirectoryUnavailable extends Problem {
    public DirectoryUnavailable(String why) {
        super(HttpStatus.SERVICE_UNAVAILABLE, "identity_provider_unavailable",
                "The identity provider does not answer right now; try again.");
        addSuppressed(new IllegalStateException(why));
    }

    DirectoryUnavailable(Throwable cause) {
        this(String.valueOf(cause));
        initCause(cause);
    }
}
