package io.countersign.registry.server;

import io.countersign.registry.contract.McpServerEvent.ApprovedScopesReplaced;
import io.countersign.registry.contract.McpServerEvent.McpServerDetailsChanged;
import io.countersign.registry.contract.McpServerEvent.McpServerRegistered;
import io.countersign.registry.contract.McpServerEvent.SessionPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.ToolPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UnknownClientsPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UpstreamTimeoutsChanged;
import io.countersign.registry.contract.ServerScope;
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.registry.contract.UnknownClients;
import io.countersign.registry.contract.UpstreamTimeouts;
import io.countersign.registry.server.McpServerCommand.ChangeServer;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * What a server is, apart from whether it may be reached.
 *
 * @param clientDomains         for {@link UnknownClients#BY_DOMAIN}
 * @param listOnlyCallableTools whether {@code tools/list} leaves out what a token may not call
 */
public record ServerDetails(String serverId, String organizationId, String projectId, String slug, String name, String resource,
        String upstreamUrl, List<ServerScope> scopes, List<String> challengeScopes, SortedMap<String, List<String>> toolScopes,
        SessionPolicy session, UpstreamTimeouts timeouts, UnknownClients unknownClients,
        List<String> clientDomains, boolean listOnlyCallableTools) {
    static ServerDetails of(McpServerRegistered e) {
        return new ServerDetails(e.serverId(), e.organizationId(), e.projectId(), e.slug(), e.name(), e.resource(), e.upstreamUrl(),
                e.scopes(), e.challengeScopes(), e.toolScopes(), e.session(), UpstreamTimeouts.DEFAULT, UnknownClients.CLOSED,
                List.of(), false);
    }

    public List<String> scopeNames() {
        return scopes.stream().map(ServerScope::name).toList();
    }

    ServerDetails changedBy(ChangeServer change) {
        return new ServerDetails(serverId, organizationId, projectId, slug, Objects.requireNonNullElse(change.name(), name), resource,
                Objects.requireNonNullElse(change.upstreamUrl(), upstreamUrl), Objects.requireNonNullElse(change.scopes(), scopes),
                Objects.requireNonNullElse(change.challengeScopes(), challengeScopes),
                Objects.requireNonNullElse(change.toolScopes(), toolScopes), Objects.requireNonNullElse(change.session(), session),
                Objects.requireNonNullElse(change.timeouts(), timeouts),
                Objects.requireNonNullElse(change.unknownClients(), unknownClients),
                Objects.requireNonNullElse(change.clientDomains(), clientDomains),
                Objects.requireNonNullElse(change.listOnlyCallableTools(), listOnlyCallableTools));
    }

    ServerDetails with(McpServerDetailsChanged e) {
        return new ServerDetails(serverId, organizationId, projectId, slug, e.name(), resource, e.upstreamUrl(), scopes, challengeScopes,
                toolScopes, session, timeouts, unknownClients, clientDomains, listOnlyCallableTools);
    }

    ServerDetails with(ApprovedScopesReplaced e) {
        return new ServerDetails(serverId, organizationId, projectId, slug, name, resource, upstreamUrl, e.scopes(), e.challengeScopes(),
                toolScopes, session, timeouts, unknownClients, clientDomains, listOnlyCallableTools);
    }

    ServerDetails with(ToolPolicyChanged e) {
        return new ServerDetails(serverId, organizationId, projectId, slug, name, resource, upstreamUrl, scopes, challengeScopes,
                e.toolScopes(), session, timeouts, unknownClients, clientDomains, e.listOnlyCallableTools());
    }

    ServerDetails with(SessionPolicyChanged e) {
        return new ServerDetails(serverId, organizationId, projectId, slug, name, resource, upstreamUrl, scopes, challengeScopes,
                toolScopes, e.session(), timeouts, unknownClients, clientDomains, listOnlyCallableTools);
    }

    ServerDetails with(UpstreamTimeoutsChanged e) {
        return new ServerDetails(serverId, organizationId, projectId, slug, name, resource, upstreamUrl, scopes, challengeScopes,
                toolScopes, session, e.timeouts(), unknownClients, clientDomains, listOnlyCallableTools);
    }

    ServerDetails with(UnknownClientsPolicyChanged e) {
        return new ServerDetails(serverId, organizationId, projectId, slug, name, resource, upstreamUrl, scopes, challengeScopes,
                toolScopes, session, timeouts, e.unknownClients(), e.domains(), listOnlyCallableTools);
    }
}
