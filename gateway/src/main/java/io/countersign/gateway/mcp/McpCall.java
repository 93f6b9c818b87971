package io.countersign.gateway.mcp;

import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.registry.contract.ServerAnswer;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * An admitted call.
 *
 * @param body the original bytes
 * @param tool the tool it calls, null when it calls none
 */
record McpCall(ServerAnswer server, AccessToken token, byte[] body, @Nullable String tool) {
    private static final String ATTRIBUTE = McpCall.class.getName();

    void keepIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    static McpCall in(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** The server's address with the query of the request behind its own. */
    URI upstream(ServerWebExchange exchange) {
        var query = exchange.getRequest().getURI().getRawQuery();
        var url = server.upstreamUrl();
        return URI.create(query == null ? url : url + (url.contains("?") ? "&" : "?") + query);
    }
}
