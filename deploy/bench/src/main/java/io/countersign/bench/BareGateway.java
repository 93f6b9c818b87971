package io.countersign.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;

/** The peer of the gateway: Spring Cloud Gateway with one plain route and none of our filters. */
@SpringBootApplication
class BareGateway {
    public static void main(String... arguments) {
        SpringApplication.run(BareGateway.class, arguments);
    }

    @Bean
    RouteLocator route(RouteLocatorBuilder routes, @Value("${upstream}") String upstream) {
        return routes.routes().route("upstream", route -> route.path("/mcp").uri(upstream)).build();
    }
}
