package io.countersign.gateway.origin;

import io.countersign.web.telemetry.CorrelationContext;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives every request an id that its answer, the services' logs and the events it causes carry; a caller may bring its own in the form that
 * the services accept too.
 */
@Component
@Order(-100)
public class Correlation implements PublicFilter {
    public static final String HEADER = CorrelationContext.CORRELATION_HEADER;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var id = continued(exchange.getRequest().getHeaders());
        exchange.getAttributes().put(HEADER, id);
        exchange.getResponse().beforeCommit(() -> {
            exchange.getResponse().getHeaders().set(HEADER, id);
            return Mono.empty();
        });
        return chain.filter(exchange).contextWrite(context -> context.put(HEADER, id));
    }

    /** The id that a request brought along, or a fresh one. */
    public static String continued(HttpHeaders request) {
        return CorrelationContext.continued(request.getFirst(HEADER)).correlationId();
    }

    /** The id of the request in hand. */
    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(HEADER, "");
    }
}
