package io.countersign.gateway.route;

import io.countersign.gateway.peer.Peers;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.token.contract.OAuthEndpoint;
import java.util.regex.Pattern;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which path belongs to which service. What is not listed does not exist. */
@Configuration(proxyBeanMethods = false)
class ApiRoutes {
    private static final int BEFORE_ANSWER = NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    private static final int FIRST = -1;

    @Bean
    RouteLocator nativeApi(RouteLocatorBuilder routes, Peers peers, PassportRelay gate, RequestSizeLimit sizeLimit) {
        var all = routes.routes();
        for (var peer : Peer.values()) {
            var area = Pattern.compile("/api/v1/orgs/[^/]+/" + areas(peer) + "(:[A-Za-z]+)?(/.*)?");
            all.route("api-" + peer.audience(), route -> route.path("/api/v1/orgs/{organization}/**").and()
                    .predicate(exchange -> area.matcher(exchange.getRequest().getURI().getRawPath()).matches())
                    .filters(filters -> filters.filter(sizeLimit, BEFORE_ANSWER).filter(gate.to(peer), BEFORE_ANSWER)).uri(peers.of(peer)));
        }
        return all.route("organizations", route -> route.path("/api/v1/orgs")
                .filters(filters -> filters.filter(sizeLimit, BEFORE_ANSWER).filter(gate.ofInstallation(Peer.REGISTRY), BEFORE_ANSWER))
                .uri(peers.of(Peer.REGISTRY))).build();
    }

    /** The stream of events; it stands before the rest of the native API. */
    @Bean
    RouteLocator stream(RouteLocatorBuilder routes, Peers peers, StreamRelay gate, RequestSizeLimit sizeLimit) {
        return routes.routes().route("stream", route -> route.order(FIRST).path("/api/v1/orgs/{organization}/stream")
                .filters(filters -> filters.filter(sizeLimit, BEFORE_ANSWER).filter(gate.to(Peer.AUDIT), BEFORE_ANSWER))
                .uri(peers.of(Peer.AUDIT))).build();
    }

    /** What people open in a browser; it stands before the plain endpoints of the authorization server. */
    @Bean
    RouteLocator pages(RouteLocatorBuilder routes, Peers peers, PageRelay gate, RequestSizeLimit sizeLimit) {
        return routes.routes()
                .route("authorize",
                        route -> route.order(FIRST)
                                .path("/o/{organization}/oauth2/authorize", "/o/{organization}/oauth2/authorize/continue")
                                .filters(filters -> filters.filter(sizeLimit, BEFORE_ANSWER).filter(gate.to(Peer.TOKEN), BEFORE_ANSWER))
                                .uri(peers.token()))
                .route("consent", route -> route.order(FIRST).path("/o/{organization}/consent/**")
                        .filters(filters -> filters.filter(sizeLimit, BEFORE_ANSWER).filter(gate.to(Peer.CONSENT), BEFORE_ANSWER))
                        .uri(peers.consent()))
                .build();
    }

    @Bean
    RouteLocator authorizationServer(RouteLocatorBuilder routes, Peers peers, AddressGate addresses, UnauthenticatedRelay unauthenticated,
            RequestSizeLimit sizeLimit) {
        return routes.routes().route("authorization-server", route -> route
                .path("/o/{organization}/oauth2/**", "/.well-known/oauth-authorization-server/o/{organization}",
                        "/.well-known/openid-configuration/o/{organization}", "/o/{organization}/.well-known/openid-configuration")
                .filters(filters -> filters.filter(sizeLimit, BEFORE_ANSWER).filter(addresses, BEFORE_ANSWER)
                        .filter(unauthenticated, BEFORE_ANSWER))
                .uri(peers.token())).build();
    }

    /** Where clients register themselves and manage that (RFC 7591, RFC 7592); it stands before the endpoints of the authorization server. */
    @Bean
    RouteLocator registration(RouteLocatorBuilder routes, Peers peers, AddressGate addresses, UnauthenticatedRelay unauthenticated,
            RequestSizeLimit sizeLimit) {
        return routes.routes().route("registration", route -> route.order(FIRST)
                .path("/o/{organization}/oauth2/" + OAuthEndpoint.REGISTER.path(),
                        "/o/{organization}/oauth2/" + OAuthEndpoint.REGISTER.path() + "/{client}")
                .filters(filters -> filters.filter(sizeLimit, BEFORE_ANSWER).filter(addresses, BEFORE_ANSWER)
                        .filter(unauthenticated, BEFORE_ANSWER))
                .uri(peers.of(Peer.REGISTRY)))
                .build();
    }

    /** What whoever verifies an export needs, and nobody may be kept from. */
    @Bean
    RouteLocator checkpointKey(RouteLocatorBuilder routes, Peers peers, UnauthenticatedRelay unauthenticated, RequestSizeLimit sizeLimit) {
        return routes.routes().route("checkpoint-key", route -> route.path("/.well-known/countersign/checkpoint-key")
                .filters(filters -> filters.filter(sizeLimit, BEFORE_ANSWER).filter(unauthenticated, BEFORE_ANSWER))
                .uri(peers.of(Peer.AUDIT))).build();
    }

    private static String areas(Peer peer) {
        return switch (peer) {
            case REGISTRY -> "(me/setup|servers|projects|clients|organization|roles|management-keys)";
            case CONSENT -> "(members|leavers|consents|me/consents)";
            case TOKEN -> "(connections|bulk-operations|overview|tokens|me/connections)";
            case AUDIT -> "(events|exports|checkpoints|timeline|decisions|me/denials)";
        };
    }
}
