package io.countersign.gateway.route;

import io.countersign.gateway.origin.ClientAddress;
import io.countersign.gateway.origin.Correlation;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Passes a request on to a service that authenticates it itself: without cookies and without anyone's claims of where it came from; that is
 * said by the gateway alone.
 */
@Component
class PlainRequest implements GatewayFilter {
    private static final Set<String> CLAIMS = Set.of("cookie", "forwarded", "x-real-ip", "via", "txn-token");

    private final ClientAddress addresses;

    PlainRequest(ClientAddress addresses) {
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var client = addresses.of(exchange);
        return chain.filter(exchange.mutate().request(request -> request.headers(headers -> {
            strip(headers);
            client.ifPresent(address -> headers.set(ClientAddress.HEADER, address));
            headers.set(Correlation.HEADER, Correlation.of(exchange));
        })).build());
    }

    static void strip(HttpHeaders headers) {
        Set.copyOf(headers.headerNames()).stream().filter(header -> claim(header.toLowerCase(Locale.ROOT))).forEach(headers::remove);
    }

    private static boolean claim(String header) {
        return CLAIMS.contains(header) || header.startsWith("x-forwarded-");
    }
}
