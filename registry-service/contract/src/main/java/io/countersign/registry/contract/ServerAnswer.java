package io.countersign.registry.contract;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /internal/organizations/{slugOrId}/servers/{slugOrId}}.
 *
 * @param status {@code ACTIVE}, {@code DISABLED} or {@code DELETED}
 * @param personalTokenDays how long a personal access token may live at most; null where members make none
 * @param allowedAddresses from where its organization is reached, as CIDR blocks; empty for from everywhere
 * @param access of organization, project and server
 * @param listOnlyCallableTools whether {@code tools/list} leaves out what a token may not call; false from a registry of before
 */
public record ServerAnswer(String serverId, String organizationId, String projectId, String slug, String name, String status,
        String resource, String upstreamUrl, List<ScopeAnswer> scopes, List<String> challengeScopes, Map<String, List<String>> toolScopes,
        long accessTokenSeconds, long idleSeconds, @Nullable Long absoluteSeconds,
        long refreshGraceSeconds, @Nullable Integer personalTokenDays, UpstreamTimeouts timeouts,
        List<String> allowedAddresses, List<AccessFact> access, boolean listOnlyCallableTools) {
    /** A registry of before there was such a thing says nothing of it. */
    public ServerAnswer {
        timeouts = Objects.requireNonNullElse(timeouts, UpstreamTimeouts.DEFAULT);
        allowedAddresses = List.copyOf(Objects.requireNonNullElse(allowedAddresses, List.of()));
    }

    /** Of an organization that is reached from everywhere. */
    public ServerAnswer(String serverId, String organizationId, String projectId, String slug, String name, String status, String resource,
            String upstreamUrl, List<ScopeAnswer> scopes, List<String> challengeScopes, Map<String, List<String>> toolScopes,
            long accessTokenSeconds, long idleSeconds, @Nullable Long absoluteSeconds, long refreshGraceSeconds,
            @Nullable Integer personalTokenDays, UpstreamTimeouts timeouts, List<AccessFact> access, boolean listOnlyCallableTools) {
        this(serverId, organizationId, projectId, slug, name, status, resource, upstreamUrl, scopes, challengeScopes, toolScopes,
                accessTokenSeconds, idleSeconds, absoluteSeconds, refreshGraceSeconds, personalTokenDays, timeouts, List.of(), access,
                listOnlyCallableTools);
    }
}
