package io.countersign.gateway.mcp;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Puts the door for MCP calls before everything else of the public server, and before nothing of the management server. */
@Component
class McpServing implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private final ObjectProvider<McpDoor> door;

    McpServing(ObjectProvider<McpDoor> door) {
        this.door = door;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory server) {
        server.addRouteProviders(routes -> {
            var mcp = door.getObject();
            return routes.route(mcp::takes, mcp::handle);
        });
    }
}
