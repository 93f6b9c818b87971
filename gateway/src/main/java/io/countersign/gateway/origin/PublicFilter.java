package io.countersign.gateway.origin;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * A filter of the public server alone. A {@code WebFilter} would run in the management server too, which is reached by a pod's address
 * and not by the public name.
 */
interface PublicFilter {
    Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain);
}
