package io.countersign.registry.server.overview;

import io.countersign.registry.contract.McpServerEvent.ApprovedScopesReplaced;
import io.countersign.registry.contract.McpServerEvent.McpServerDetailsChanged;
import io.countersign.registry.contract.McpServerEvent.McpServerRegistered;
import io.countersign.registry.contract.McpServerEvent.SessionPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.ToolPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UnknownClientsPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UpstreamTimeoutsChanged;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.contract.ServerScope;
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.registry.contract.UnknownClients;
import io.countersign.registry.contract.UpstreamTimeouts;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A server as lists show it.
 *
 * @param status     {@code ACTIVE} or {@code DISABLED}
 * @param toolScopes one entry per tool: names of tools may hold what names of document fields may not
 * @param timeouts   null while they were never set
 * @param unknownClients null while that was never said: closed
 * @param clientDomains  for {@code BY_DOMAIN}; null while none was ever named
 * @param listOnlyCallableTools null while that was never said: all are listed
 * @param reasonCode why it is disabled
 */
record ServerOverview(String id, String organizationId, String projectId, String slug, String name, String status, String resource,
        String upstreamUrl, List<ServerScope> scopes, List<String> challengeScopes, List<ToolScopes> toolScopes, Session session,
        @Nullable UpstreamTimeouts timeouts, @Nullable UnknownClients unknownClients, @Nullable List<String> clientDomains,
        @Nullable Boolean listOnlyCallableTools, @Nullable ReasonCode reasonCode, Instant createdAt) {
    static ServerOverview of(McpServerRegistered e, Instant at) {
        return new ServerOverview(e.serverId(), e.organizationId(), e.projectId(), e.slug(), e.name(), "ACTIVE", e.resource(),
                e.upstreamUrl(), e.scopes(), e.challengeScopes(), ToolScopes.of(e.toolScopes()), Session.of(e.session()), null, null, null,
                null, null, at);
    }

    ServerOverview with(McpServerDetailsChanged e) {
        return new ServerOverview(id, organizationId, projectId, slug, e.name(), status, resource, e.upstreamUrl(), scopes, challengeScopes,
                toolScopes, session, timeouts, unknownClients, clientDomains, listOnlyCallableTools, reasonCode, createdAt);
    }

    ServerOverview with(ApprovedScopesReplaced e) {
        return new ServerOverview(id, organizationId, projectId, slug, name, status, resource, upstreamUrl, e.scopes(), e.challengeScopes(),
                toolScopes, session, timeouts, unknownClients, clientDomains, listOnlyCallableTools, reasonCode, createdAt);
    }

    ServerOverview with(ToolPolicyChanged e) {
        return new ServerOverview(id, organizationId, projectId, slug, name, status, resource, upstreamUrl, scopes, challengeScopes,
                ToolScopes.of(e.toolScopes()), session, timeouts, unknownClients, clientDomains, e.listOnlyCallableTools(), reasonCode,
                createdAt);
    }

    ServerOverview with(SessionPolicyChanged e) {
        return new ServerOverview(id, organizationId, projectId, slug, name, status, resource, upstreamUrl, scopes, challengeScopes,
                toolScopes, Session.of(e.session()), timeouts, unknownClients, clientDomains, listOnlyCallableTools, reasonCode, createdAt);
    }

    ServerOverview with(UpstreamTimeoutsChanged e) {
        return new ServerOverview(id, organizationId, projectId, slug, name, status, resource, upstreamUrl, scopes, challengeScopes,
                toolScopes, session, e.timeouts(), unknownClients, clientDomains, listOnlyCallableTools, reasonCode, createdAt);
    }

    ServerOverview with(UnknownClientsPolicyChanged e) {
        return new ServerOverview(id, organizationId, projectId, slug, name, status, resource, upstreamUrl, scopes, challengeScopes,
                toolScopes, session, timeouts, e.unknownClients(), e.domains(), listOnlyCallableTools, reasonCode, createdAt);
    }

    ServerOverview in(String newStatus, @Nullable ReasonCode reason) {
        return new ServerOverview(id, organizationId, projectId, slug, name, newStatus, resource, upstreamUrl, scopes, challengeScopes,
                toolScopes, session, timeouts, unknownClients, clientDomains, listOnlyCallableTools, reason, createdAt);
    }

    /** Scopes one tool needs. */
    record ToolScopes(String tool, List<String> scopes) {
        static List<ToolScopes> of(SortedMap<String, List<String>> toolScopes) {
            return toolScopes.entrySet().stream().map(entry -> new ToolScopes(entry.getKey(), entry.getValue())).toList();
        }
    }

    /** {@link SessionPolicy} in the words of the API. */
    record Session(long accessTokenSeconds, long idleSeconds, @Nullable Long absoluteSeconds, long refreshGraceSeconds,
            @Nullable Integer personalTokenDays) {
        static Session of(SessionPolicy policy) {
            return new Session(policy.accessSeconds(), policy.idleSeconds(), policy.absoluteSeconds(), policy.refreshGrace(),
                    policy.personalTokenDays());
        }
    }
}
