package io.countersign.gateway.route;

import io.countersign.gateway.origin.ClientAddress;
import io.countersign.gateway.origin.Correlation;
import io.countersign.gateway.origin.HeaderNames;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Passes a request on to a service that authenticates it itself: without cookies and without anyone's claims of where it came from; what
 * the gateway says of it stands there.
 */
@Component
class UnauthenticatedRelay implements GatewayFilter {
    private static final Set<String> CLAIMS = Set.of("cookie", "forwarded", "x-real-ip", "via", "txn-token", "x-csrf-token",
            "x-correlation-id");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange.mutate().request(request -> request.headers(headers -> {
            strip(headers);
            tell(headers, exchange);
        })).build());
    }

    /** The headers of a request that goes inward with a passport in the place of everything that vouched for the caller. */
    static void with(HttpHeaders headers, String passport, ServerWebExchange exchange) {
        strip(headers);
        headers.setBearerAuth(passport);
        tell(headers, exchange);
    }

    /** The headers of a request that goes inward with nothing that vouches for anybody. */
    static void withoutAnyone(HttpHeaders headers, ServerWebExchange exchange) {
        strip(headers);
        headers.remove(HttpHeaders.AUTHORIZATION);
        tell(headers, exchange);
    }

    private static void tell(HttpHeaders headers, ServerWebExchange exchange) {
        headers.set(Correlation.HEADER, Correlation.of(exchange));
        ClientAddress.of(exchange).ifPresent(address -> headers.set(ClientAddress.HEADER, address));
    }

    private static void strip(HttpHeaders headers) {
        Set.copyOf(headers.headerNames()).stream().filter(header -> claim(HeaderNames.folded(header))).forEach(headers::remove);
    }

    private static boolean claim(String header) {
        return CLAIMS.contains(header) || header.startsWith("x-forwarded-");
    }
}
