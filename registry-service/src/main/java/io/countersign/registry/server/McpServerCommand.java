package io.countersign.registry.server;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.contract.ServerScope;
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.registry.contract.UnknownClients;
import io.countersign.registry.contract.UpstreamTimeouts;
import java.util.List;
import java.util.SortedMap;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of an MCP server. */
sealed interface McpServerCommand {
    String serverId();

    Authority by();

    record RegisterServer(@TargetAggregateIdentifier String serverId, String projectId, String slug, String name, String resource,
            String upstreamUrl, List<ServerScope> scopes, List<String> challengeScopes, SortedMap<String, List<String>> toolScopes,
            SessionPolicy session, UpstreamTimeouts timeouts, boolean listOnlyCallableTools, Authority by) implements McpServerCommand {
    }

    /** Changes what is given and leaves what is null (JSON merge). */
    record ChangeServer(@TargetAggregateIdentifier String serverId, @Nullable String name, @Nullable String upstreamUrl,
            @Nullable List<ServerScope> scopes, @Nullable List<String> challengeScopes,
            @Nullable SortedMap<String, List<String>> toolScopes, @Nullable SessionPolicy session,
            @Nullable UpstreamTimeouts timeouts, @Nullable UnknownClients unknownClients,
            @Nullable List<String> clientDomains, @Nullable Boolean listOnlyCallableTools, Authority by) implements McpServerCommand {
    }

    record EnableServer(@TargetAggregateIdentifier String serverId, ReasonCode reasonCode, Authority by) implements McpServerCommand {
    }

    record DisableServer(@TargetAggregateIdentifier String serverId, ReasonCode reasonCode, Authority by) implements McpServerCommand {
    }

    /** {@code RevokeAccess} of everything that was authorized for the server (C2). */
    record RevokeConnectionsOfServer(@TargetAggregateIdentifier String serverId, ReasonCode reasonCode,
            Authority by) implements McpServerCommand {
    }

    /** @param confirmedName the server's name, typed by whoever means it (C-2) */
    record DeleteServer(@TargetAggregateIdentifier String serverId, String confirmedName, ReasonCode reasonCode,
            Authority by) implements McpServerCommand {
    }
}
