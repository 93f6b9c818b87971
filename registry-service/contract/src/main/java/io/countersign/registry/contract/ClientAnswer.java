package io.countersign.registry.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /internal/clients/{clientId}}.
 *
 * @param projectId null for one that registered itself and was not let in yet
 * @param status  {@code ACTIVE}, {@code DISABLED} or {@code REVOKED}
 * @param secrets the unrevoked ones, expired ones included
 * @param jwks    JSON of its public keys
 * @param redirectUris where a person is sent back to, each exactly as registered; none for machine clients
 * @param access  of organization, project and client
 */
public record ClientAnswer(String clientId, String organizationId, @Nullable String projectId, String name, String status,
        String registrationMethod, String tokenEndpointAuthMethod, List<String> grantTypes, List<SecretAnswer> secrets,
        @Nullable String jwks,
        List<String> redirectUris, List<AccessFact> access) {
}
