package io.countersign.gateway.problem;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The gateway's own operations take no query parameters; one that nobody reads is refused, as everywhere in the API. */
public final class NoParameters {
    private NoParameters() {
    }

    /** @throws Problem 422 {@code validation_failed} when there is one */
    public static void require(ServerHttpRequest request) {
        if (!request.getQueryParams().isEmpty()) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed", "This operation takes no parameters.");
        }
    }
}
