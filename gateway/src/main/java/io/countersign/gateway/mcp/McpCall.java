package io.countersign.gateway.mcp;

import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.web.problem.Problem;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An admitted call.
 *
 * @param body the original bytes
 * @param tool the tool it calls, null when it calls none
 * @param id   of the JSON-RPC request, as it is written in JSON; null when nothing waits for a result
 */
record McpCall(ServerAnswer server, AccessToken token, byte[] body, @Nullable String tool, @Nullable String id) {
    /** The server's address with the query of the request behind its own; a query that no address may have (RFC 3986, 3.4) is refused. */
    URI upstream(McpPath path) {
        var query = path.query();
        var url = server.upstreamUrl();
        try {
            return URI.create(query == null ? url : url + (url.contains("?") ? "&" : "?") + query);
        } catch (IllegalArgumentException unreadable) {
            throw new Problem(HttpStatus.BAD_REQUEST, "request_invalid", "The query has signs in it that have to be encoded.");
        }
    }
}
