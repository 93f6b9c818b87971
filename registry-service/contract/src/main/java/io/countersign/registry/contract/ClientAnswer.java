package io.countersign.registry.contract;

import java.util.List;
import java.util.Objects;
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
 * @param metadataUrl its client id where that is the address of its metadata document (CIMD)
 * @param jwksUri     where its public keys are published; {@code GET /internal/clients/{clientId}/keys} tells them
 * @param metadataVersion rises when the document changes such that earlier consents no longer spare the page (CIMD-23); 0 without one
 */
public record ClientAnswer(String clientId, String organizationId, @Nullable String projectId, String name, String status,
        String registrationMethod, String tokenEndpointAuthMethod, List<String> grantTypes, List<SecretAnswer> secrets,
        @Nullable String jwks,
        List<String> redirectUris, List<AccessFact> access, @Nullable String metadataUrl, @Nullable String jwksUri, Long metadataVersion) {
    /** A registry of before there were metadata documents tells of none. */
    public ClientAnswer {
        metadataVersion = Objects.requireNonNullElse(metadataVersion, 0L);
    }

    /** The {@code client_id} it has in OAuth: the address of its metadata document, or the registry's id. */
    public String identifier() {
        return metadataUrl == null ? clientId : metadataUrl;
    }

    /** Of a client that has no metadata document. */
    public ClientAnswer(String clientId, String organizationId, @Nullable String projectId, String name, String status,
            String registrationMethod, String tokenEndpointAuthMethod, List<String> grantTypes, List<SecretAnswer> secrets,
            @Nullable String jwks, List<String> redirectUris, List<AccessFact> access) {
        this(clientId, organizationId, projectId, name, status, registrationMethod, tokenEndpointAuthMethod, grantTypes, secrets, jwks,
                redirectUris, access, null, null, 0L);
    }
}
