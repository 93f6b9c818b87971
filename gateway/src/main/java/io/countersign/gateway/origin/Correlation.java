package io.countersign.gateway.origin;

import com.github.f4b6a3.ulid.UlidCreator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives every request an id that its answer, the services' logs and the events it causes carry; a caller may bring its own in the form that
 * the services accept too.
 */
@Component
@Order(-100)
public class Correlation implements WebFilter {
    public static final String HEADER = "X-Correlation-Id";
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9-]{1,64}");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var id = Optional.ofNullable(exchange.getRequest().getHeaders().getFirst(HEADER)).filter(ACCEPTED.asMatchPredicate())
                .orElseGet(() -> UlidCreator.getMonotonicUlid().toString());
        exchange.getAttributes().put(HEADER, id);
        exchange.getResponse().beforeCommit(() -> {
            exchange.getResponse().getHeaders().set(HEADER, id);
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    /** The id of the request in hand. */
    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(HEADER, "");
    }
}
