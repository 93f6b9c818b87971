package io.countersign.gateway.mcp;

import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.web.limit.RateLimits;
import io.countersign.web.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How many requests one connection may make of MCP servers by this replica, so that a client that runs away does not take what others need. */
@Component
class CallLimits {
    private static final int MOST = 100_000;

    private final RateLimits connections;

    CallLimits(McpProperties settings, Clock clock) {
        connections = new RateLimits(MOST, settings.calls().atOnce(), settings.calls().perMinute(), clock);
    }

    /**
     * Counts one.
     *
     * @throws Problem 429 {@code rate_limited}, with {@code Retry-After} in the answer (RFC 6585, section 4)
     */
    void count(AccessToken token, McpExchange exchange) {
        connections.take(token.connectionId()).ifPresent(wait -> {
            exchange.answerHeaders().set(HttpHeaders.RETRY_AFTER,
                    String.valueOf(wait.plus(Duration.ofSeconds(1)).minusNanos(1).toSeconds()));
            throw new Problem(HttpStatus.TOO_MANY_REQUESTS, "rate_limited", "This connection makes too many calls; wait, and call again.");
        });
    }
}
