package io.countersign.gateway.mcp;

import io.countersign.starter.problem.Problem;
import java.util.Optional;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * Sends an admitted call to its server and looks at the head of the answer. Statuses and bodies pass unchanged (5.3.4), but for those that
 * would lead a client astray: a 401 is the gateway's affair (5.3.9), and a redirect would carry the client past the gateway.
 */
@Component
class UpstreamCall implements GatewayFilter {
    private final SessionBinding sessions;

    UpstreamCall(SessionBinding sessions) {
        this.sessions = sessions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var call = McpCall.in(exchange);
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, call.upstream(exchange));
        return chain.filter(exchange).onErrorMap(failure -> unreachable()).then(Mono.defer(() -> answered(exchange, call)));
    }

    private Mono<Void> answered(ServerWebExchange exchange, McpCall call) {
        var headers = exchange.getResponse().getHeaders();
        var status = Optional.ofNullable(exchange.getResponse().getStatusCode());
        if (status.filter(UpstreamCall::leadsAstray).isPresent()) {
            headers.clear();
            Optional.ofNullable(exchange.<Connection>getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR))
                    .ifPresent(Connection::dispose);
            return Mono.error(status.filter(HttpStatus.UNAUTHORIZED::isSameCodeAs).isPresent()
                    ? new Problem(HttpStatus.BAD_GATEWAY, "upstream_auth_required", "The server did not accept the gateway.")
                    : new Problem(HttpStatus.BAD_GATEWAY, "upstream_unavailable", "The server answered with a redirect."));
        }
        UpstreamHeaders.stripResponse(headers);
        Optional.ofNullable(headers.getFirst(SessionBinding.HEADER))
                .ifPresent(id -> headers.set(SessionBinding.HEADER, sessions.bind(id, call.token(), call.server().serverId())));
        return Mono.empty();
    }

    private static boolean leadsAstray(HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.UNAUTHORIZED) || status.is3xxRedirection();
    }

    private static Problem unreachable() {
        return new Problem(HttpStatus.BAD_GATEWAY, "upstream_unavailable", "The server cannot be reached.");
    }
}
