package io.countersign.gateway.origin;

import io.countersign.web.outbound.AddressRanges;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Where a request comes from: the peer, or what trusted proxies say. Read from the last hop backwards, and each word is taken only from a
 * hop that is trusted itself, so whatever a client writes stands behind the first hop that is not. Headers that tell two stories tell none.
 */
@Component
@Order(-99)
public class ClientAddress implements PublicFilter {
    /** Under which the services are told; whatever else a request says of its way stays behind. */
    public static final String HEADER = "X-Real-IP";

    private final AddressRanges trusted;

    ClientAddress(TrustedProxies settings) {
        trusted = AddressRanges.of(settings.trustedProxies());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var peer = exchange.getRequest().getRemoteAddress();
        if (peer != null) {
            exchange.getAttributes().put(HEADER, of(peer.getAddress(), exchange.getRequest().getHeaders()).getHostAddress());
        }
        return chain.filter(exchange);
    }

    /** Of the request in hand, in its literal form; empty where the connection was gone already. */
    public static Optional<String> of(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(HEADER));
    }

    /** @param peer whose connection it is */
    public InetAddress of(InetAddress peer, HttpHeaders headers) {
        if (!trusted.contain(peer)) {
            return peer;
        }
        var standard = first(peer, ForwardedFor.forwarded(headers));
        var common = first(peer, ForwardedFor.xForwardedFor(headers));
        return standard.isPresent() && common.isPresent() && !standard.equals(common) ? peer : standard.or(() -> common).orElse(peer);
    }

    /** The hop before the nearest trusted ones; empty where there are no hops. */
    private Optional<InetAddress> first(InetAddress peer, List<Optional<InetAddress>> hops) {
        var nearest = peer;
        for (var hop : hops.reversed()) {
            if (hop.isEmpty() || !trusted.contain(nearest)) {
                break;
            }
            nearest = hop.get();
        }
        return hops.isEmpty() ? Optional.empty() : Optional.of(nearest);
    }
}
