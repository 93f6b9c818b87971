package io.countersign.gateway.mcp;

import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one route of all MCP servers; the address of each is set per call. */
@Configuration(proxyBeanMethods = false)
class McpRoutes {
    /** Nearly every request is an MCP call; no other route is asked before. */
    private static final int FIRST = -1;

    @Bean
    RouteLocator mcpServers(RouteLocatorBuilder routes, McpProxy proxy, UpstreamCall upstream) {
        return routes.routes().route("mcp", route -> route.order(FIRST).path("/o/{organization}/mcp/{server}")
                .filters(filters -> filters.filter(proxy, NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1).filter(upstream,
                        RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1))
                .uri("http://set-per-call.invalid")).build();
    }
}
