package io.countersign.registry.contract;

import java.util.List;
import java.util.SortedMap;

/** What happens to an MCP server, the protected resource with one canonical URI. */
public sealed interface McpServerEvent {
    String serverId();

    /**
     * @param slug            its name in its address; never changes and is never given to another server
     * @param resource        canonical resource URI, the {@code aud} of its access tokens
     * @param scopes          what a client may be allowed
     * @param challengeScopes named in the 401 challenge
     * @param toolScopes      scopes a tool needs beyond the connection itself
     */
    record McpServerRegistered(String serverId, String organizationId, String projectId, String slug, String name, String resource,
            String upstreamUrl, List<ServerScope> scopes, List<String> challengeScopes, SortedMap<String, List<String>> toolScopes,
            SessionPolicy session) implements McpServerEvent {
    }

    record McpServerDetailsChanged(String serverId, String name, String upstreamUrl) implements McpServerEvent {
    }

    record ApprovedScopesReplaced(String serverId, List<ServerScope> scopes, List<String> challengeScopes) implements McpServerEvent {
    }

    /**
     * Holds for calls from now on.
     *
     * @param listOnlyCallableTools whether {@code tools/list} leaves out what the caller's token may not call; false in events of before
     */
    record ToolPolicyChanged(String serverId, SortedMap<String, List<String>> toolScopes,
            boolean listOnlyCallableTools) implements McpServerEvent {
    }

    /** Holds for connections authorized from now on. */
    record SessionPolicyChanged(String serverId, SessionPolicy session) implements McpServerEvent {
    }

    /** Holds for calls from now on. */
    record UpstreamTimeoutsChanged(String serverId, UpstreamTimeouts timeouts) implements McpServerEvent {
    }

    /**
     * Holds for clients that were not let in before; those that were go on.
     *
     * @param domains hosts, or {@code *.} and a domain, for {@link UnknownClients#BY_DOMAIN}
     */
    record UnknownClientsPolicyChanged(String serverId, UnknownClients unknownClients,
            List<String> domains) implements McpServerEvent {
        @SuppressWarnings("NullAway") // absent in events of before
        public UnknownClientsPolicyChanged {
            domains = domains == null ? List.of() : List.copyOf(domains);
        }
    }

    record McpServerEnabled(String serverId, ReasonCode reasonCode) implements McpServerEvent {
    }

    /** Calls are refused until it is enabled again (pause). */
    record McpServerDisabled(String serverId, ReasonCode reasonCode) implements McpServerEvent {
    }

    /** Whatever was authorized for it until now is dead, for every client (cut); the server itself goes on. */
    record McpServerConnectionsRevoked(String serverId, ReasonCode reasonCode) implements McpServerEvent {
    }

    /** Terminal (end). */
    record McpServerDeleted(String serverId, ReasonCode reasonCode) implements McpServerEvent {
    }
}
