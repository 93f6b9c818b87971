package io.countersign.gateway.usage;

import io.countersign.gateway.enforcement.AccessToken;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reports calls of tools: which, by which connection, with what outcome. */
@Component
public class ToolUse {
    private static final int LONGEST_NAME = 128;

    private final Facts facts;

    ToolUse(Facts facts) {
        this.facts = facts;
    }

    /** @param status what the client was answered */
    public void called(AccessToken token, String serverId, String tool, int status, Duration took, String correlationId) {
        facts.record("ToolCalled", token, correlationId,
                Map.of("serverId", serverId, "tool", shortened(tool), "status", status, "durationMillis", took.toMillis()));
    }

    /** @param code of C28 */
    public void denied(AccessToken token, String serverId, String tool, String code, String correlationId) {
        facts.record("ToolDenied", token, correlationId, Map.of("serverId", serverId, "tool", shortened(tool), "code", code));
    }

    private static String shortened(String tool) {
        return tool.length() <= LONGEST_NAME ? tool : tool.substring(0, LONGEST_NAME);
    }
}
