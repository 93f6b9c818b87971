package io.countersign.web.peer;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;

/** A peer did not answer, or not in a way we can rely on: 503 {@code service_unavailable}. What needed its word does not happen. */
public final class PeerUnavailable extends Problem {
    private final String peer;

    public PeerUnavailable(String peer, Throwable cause) {
        this(peer);
        initCause(cause);
    }

    public PeerUnavailable(String peer) {
        super(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "A service this needs does not answer right now; try again.");
        this.peer = peer;
    }

    public String peer() {
        return peer;
    }
}
