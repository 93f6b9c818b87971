package io.countersign.events.operator;

import io.countersign.eventstore.EventLogException;
import io.countersign.web.passport.BearerToken;
import io.countersign.web.problem.Problem;
import io.countersign.web.problem.ServletProblems;
import io.countersign.web.telemetry.CorrelationContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before all that the management server has, but for what probes and metrics read. An endpoint answers a peer on this machine itself
 * ({@code kubectl port-forward} arrives from there), under a name of this machine (no page of a foreign name that resolves to it, DNS
 * rebinding), and a named operator, whose use is recorded first. A loopback peer alone is nobody: a sidecar is one as well.
 */
final class OperatorEndpointFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(OperatorEndpointFilter.class);
    private static final Set<String> PEERS = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
    private static final Pattern HOST = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

    private final String base;
    private final OperatorTokens tokens;
    private final Optional<OperatorUses> uses;

    /**
     * @param base path that the endpoints stand under
     * @param uses empty where the service has no log to record them in: its endpoints stay closed
     */
    OperatorEndpointFilter(String base, OperatorTokens tokens, Optional<OperatorUses> uses) {
        this.base = base;
        this.tokens = tokens;
        this.uses = uses;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = path(request);
        if (OperatorEndpoint.open(path)) {
            chain.doFilter(request, response);
            return;
        }
        var scope = CorrelationContext.continued(request.getHeader(CorrelationContext.CORRELATION_HEADER)).open();
        try {
            var refusal = refusal(request, path);
            if (refusal == null) {
                chain.doFilter(request, response);
            } else {
                ServletProblems.write(response, refusal);
            }
        } finally {
            scope.close();
        }
    }

    /** As it was sent: what is decoded or tidied here could be read in another way behind. */
    private String path(HttpServletRequest request) {
        var sent = request.getRequestURI().substring(request.getContextPath().length());
        return sent.startsWith(base) ? sent.substring(base.length()) : sent;
    }

    private @Nullable Problem refusal(HttpServletRequest request, String path) {
        if (!PEERS.contains(request.getRemoteAddr())) {
            return new Problem(HttpStatus.FORBIDDEN, "peer_not_local", "This is answered on the machine itself only.");
        }
        var host = request.getHeader(HttpHeaders.HOST);
        if (host == null || !HOST.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            return new Problem(HttpStatus.MISDIRECTED_REQUEST, "host_unknown", "This host is not served here.");
        }
        var operator = operator(request);
        return operator.isEmpty() ? new OperatorUnknown() : recorded(operator.get(), path, request.getMethod());
    }

    private Optional<String> operator(HttpServletRequest request) {
        return BearerToken.of(request).flatMap(tokens::operator);
    }

    /** Null when it is: then the endpoint opens. */
    private @Nullable Problem recorded(String operator, String path, String method) {
        var endpoint = OperatorEndpoint.of(path);
        if (endpoint.isEmpty()) {
            return Problem.notFound();
        }
        try {
            uses.orElseThrow(() -> new IllegalStateException("This service has no log")).record(operator, endpoint.get(),
                    operation(method));
            return null;
        } catch (EventLogException | IllegalStateException unrecorded) {
            log.error("The use of {} by operator {} cannot be recorded, so it did not happen", endpoint.get().id(), operator, unrecorded);
            return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable",
                    "The use of this endpoint cannot be recorded now; try again.");
        }
    }

    private static String operation(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> "READ";
            case "DELETE" -> "DELETE";
            default -> "WRITE";
        };
    }

    /** With the challenge of RFC 9110, section 11.6.1. */
    private static final class OperatorUnknown extends Problem {
        OperatorUnknown() {
            super(HttpStatus.UNAUTHORIZED, "operator_unknown", "Send the token of an operator.");
        }

        @Override
        public HttpHeaders headers() {
            var headers = new HttpHeaders();
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"operator\"");
            return headers;
        }
    }
}
