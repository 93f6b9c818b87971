package io.countersign.gateway.usage;

import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.token.contract.UsageEvent.ToolCalled;
import io.countersign.token.contract.UsageEvent.ToolDenied;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Reports calls of tools: which, by which connection, with what outcome. */
@Component
public class ToolUse {
    private static final int LONGEST_NAME = 128;

    private final Facts facts;

    ToolUse(Facts facts) {
        this.facts = facts;
    }

    /**
     * @param server as it was when the call was admitted; which scopes the tool takes is its word
     * @param status what the client was answered
     */
    public void called(AccessToken token, ServerAnswer server, String tool, int status, Duration took, String correlationId) {
        var scopes = new TreeSet<>(server.toolScopes().getOrDefault(tool, List.of()));
        facts.record(token, correlationId, at -> new ToolCalled(at.gateway(), at.boot(), at.n(), token.connectionId(), token.clientId(),
                token.subject(), server.serverId(), shortened(tool), status, took.toMillis(), scopes));
    }

    /** @param code of C28 */
    public void denied(AccessToken token, String serverId, String tool, String code, String correlationId) {
        facts.record(token, correlationId, at -> new ToolDenied(at.gateway(), at.boot(), at.n(), token.connectionId(), token.clientId(),
                token.subject(), serverId, shortened(tool), code));
    }

    private static String shortened(String tool) {
        return tool.length() <= LONGEST_NAME ? tool : tool.substring(0, LONGEST_NAME);
    }
}
