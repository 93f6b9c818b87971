package io.countersign.gateway.mcp;

import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.web.problem.Problem;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An admitted call.
 *
 * @param body   the original bytes
 * @param method of the JSON-RPC message; null when it has none, or when there is no message
 * @param tool   the tool it calls, null when it calls none
 * @param id     of the JSON-RPC request, as it is written in JSON; null when nothing waits for a result
 */
record McpCall(ServerAnswer server, AccessToken token, byte[] body, @Nullable String method, @Nullable String tool, @Nullable String id) {
    /** Whether the token has the scopes that the tool needs. */
    boolean mayCall(String toolName) {
        return token.scopes().containsAll(server.toolScopes().getOrDefault(toolName, List.of()));
    }

    /** Whether the answer may list tools that the token may not be shown: it is to {@code tools/list}, or a stream without a request. */
    boolean showsTools() {
        return server.listOnlyCallableTools() && (McpMessage.TOOLS_LIST.equals(method) || (method == null && body.length == 0));
    }

    /** The server's address with the query of the request behind its own; a query that no address may have (RFC 3986, 3.4) is refused. */
    URI upstream(McpPath path) {
        var query = path.query();
        var url = server.upstreamUrl();
        try {
            return URI.create(query == null ? url : url + (url.contains("?") ? "&" : "?") + query);
        } catch (IllegalArgumentException unreadable) {
            throw new Problem(HttpStatus.BAD_REQUEST, "bad_request", "The query has signs in it that have to be encoded.");
        }
    }
}
