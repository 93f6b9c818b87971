package io.countersign.gateway.mcp;

import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.registry.contract.ServerAnswer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An admitted call.
 *
 * @param body the original bytes
 * @param tool the tool it calls, null when it calls none
 */
record McpCall(ServerAnswer server, AccessToken token, byte[] body, @Nullable String tool) {
    /** The server's address with the query of the request behind its own. */
    URI upstream(McpPath path) {
        var query = path.query();
        var url = server.upstreamUrl();
        return URI.create(query == null ? url : url + (url.contains("?") ? "&" : "?") + query);
    }
}
