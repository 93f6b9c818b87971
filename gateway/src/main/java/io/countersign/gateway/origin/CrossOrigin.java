package io.countersign.gateway.origin;

import io.countersign.web.denial.Denials;
import io.countersign.web.problem.Problem;
import io.countersign.token.contract.OAuthEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Browser origins (TR-03, spec 5.3.7). Metadata, token, revocation and registration endpoints are open to every origin, because they take
 * no ambient credentials; MCP servers and the native API only to the allow-list, every other {@code Origin} is 403. A preflight request is
 * answered here, without authentication.
 */
@Component
@Order(-80)
public class CrossOrigin implements PublicFilter {
    private static final Pattern OPEN_ENDPOINT = Pattern
            .compile("/o/[^/]+/oauth2/(" + OAuthEndpoint.paths(endpoint -> !endpoint.isForPersons()) + "|"
                    + OAuthEndpoint.REGISTER.path() + "/[^/]+)");
    private static final Set<String> REQUEST_HEADERS = Set.of("authorization", "content-type", "accept", "mcp-protocol-version",
            "mcp-method", "mcp-name", "mcp-session-id", "last-event-id", "dpop", "traceparent", "tracestate", "x-correlation-id",
            "if-match", "idempotency-key");
    private static final List<String> EXPOSED = List.of("WWW-Authenticate", "Mcp-Session-Id", "MCP-Protocol-Version", "ETag", "Location",
            "Retry-After", Correlation.HEADER, Denials.HEADER);

    private final Set<String> origins;

    CrossOrigin(PublicUrls urls, OriginProperties allowed) {
        origins = Stream.concat(Stream.of(urls.origin()), allowed.origins().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        List<String> sent = request.getHeaders().getOrEmpty(HttpHeaders.ORIGIN);
        if (sent.isEmpty()) {
            return HttpMethod.OPTIONS.equals(request.getMethod()) ? answer(exchange) : chain.filter(exchange);
        }
        var open = open(request.getURI().getRawPath());
        if (!open && !mayCall(sent)) {
            return Mono.error(new Problem(HttpStatus.FORBIDDEN, "origin_not_allowed", "This origin may not call from a browser."));
        }
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> allow(exchange, open ? "*" : sent.getFirst())));
        return HttpMethod.OPTIONS.equals(request.getMethod()) ? answer(exchange) : chain.filter(exchange);
    }

    /** Whether a request with these values of {@code Origin} may reach an MCP server or the native API; one without any may. */
    public boolean mayCall(List<String> sent) {
        return sent.isEmpty() || (sent.size() == 1 && origins.contains(sent.getFirst()));
    }

    /** Lets a page of this origin read an answer. */
    public static void allow(HttpHeaders answer, String origin) {
        answer.setAccessControlAllowOrigin(origin);
        answer.setAccessControlExposeHeaders(EXPOSED);
        answer.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }

    private static boolean open(String path) {
        return path.startsWith("/.well-known/") || path.endsWith("/.well-known/openid-configuration")
                || OPEN_ENDPOINT.matcher(path).matches();
    }

    private static Mono<Void> answer(ServerWebExchange exchange) {
        exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
        exchange.getResponse().getHeaders().set(HttpHeaders.ALLOW, "GET, POST, PUT, PATCH, DELETE, OPTIONS");
        return exchange.getResponse().setComplete();
    }

    private static void allow(ServerWebExchange exchange, String origin) {
        var headers = exchange.getResponse().getHeaders();
        allow(headers, origin);
        if (HttpMethod.OPTIONS.equals(exchange.getRequest().getMethod())) {
            headers.setAccessControlAllowMethods(
                    List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE));
            headers.setAccessControlAllowHeaders(exchange.getRequest().getHeaders().getAccessControlRequestHeaders().stream()
                    .filter(CrossOrigin::mayBeSent).toList());
            headers.setAccessControlMaxAge(Duration.ofHours(1));
        }
    }

    private static boolean mayBeSent(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return REQUEST_HEADERS.contains(name) || name.startsWith("mcp-param-");
    }
}
