package io.countersign.gateway.mcp;

import io.countersign.gateway.origin.CrossOrigin;
import io.countersign.gateway.origin.RequestGuard;
import io.countersign.gateway.origin.RequestTarget;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * Takes MCP calls where Reactor Netty hands requests out, before Spring sees them: what Spring's and Spring Cloud Gateway's layers cost is
 * more than a call's own cost ({@code DESIGN.md}). What the guards would turn away is not taken, and so is turned away by them; nor are
 * preflight requests, which are theirs to answer.
 */
@Component
class McpEndpoint implements NettyRouteProvider {
    private final RequestGuard guard;
    private final CrossOrigin origins;
    private final McpProxy proxy;
    private final Clock clock;

    McpEndpoint(RequestGuard guard, CrossOrigin origins, McpProxy proxy, Clock clock) {
        this.guard = guard;
        this.origins = origins;
        this.proxy = proxy;
        this.clock = clock;
    }

    /** Before the route to Spring, which takes everything; the management server has routes of its own. */
    @Override
    public HttpServerRoutes apply(HttpServerRoutes routes) {
        return routes.route(this::takes, this::handle);
    }

    private boolean takes(HttpServerRequest request) {
        var target = RequestTarget.of(request.uri());
        if (McpPath.of(target.rest()) == null || request.method().equals(HttpMethod.OPTIONS)) {
            return false;
        }
        var headers = McpExchange.view(request.requestHeaders());
        return guard.refusal(target, headers, request.scheme()) == null && origins.mayCall(headers.getOrEmpty(HttpHeaders.ORIGIN));
    }

    /** @param request one that {@link #takes} accepts */
    private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return proxy.serve(new McpExchange(request, response, path(request), clock.instant()));
    }

    private static McpPath path(HttpServerRequest request) {
        var path = McpPath.of(RequestTarget.of(request.uri()).rest());
        if (path == null) {
            throw new IllegalArgumentException(request.uri());
        }
        return path;
    }
}
