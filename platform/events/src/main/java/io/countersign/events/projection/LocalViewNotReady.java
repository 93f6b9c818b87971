package io.countersign.events.projection;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** 503 {@code starting}: this replica has not read the whole view yet, and part of an answer is none. */
public final class LocalViewNotReady extends Problem {
    private static final String RETRY_SECONDS = "2";

    public LocalViewNotReady() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "starting", "This is being read in after a start; try again in a moment.");
    }

    @Override
    public HttpHeaders headers() {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return headers;
    }
}
