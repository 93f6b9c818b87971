package io.countersign.registry.client.overview;

import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import io.countersign.registry.contract.ReasonCode;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client as lists show it.
 *
 * @param status     {@code ACTIVE}, {@code DISABLED} or {@code REVOKED}
 * @param reasonCode why it is disabled or revoked
 * @param secrets    the unrevoked ones
 * @param bindings   the live ones
 * @param jwksUri    where its keys are published
 * @param metadataUrl its client id where that is the address of its metadata document
 */
record ClientOverview(String id, String organizationId, String projectId, String name, String status, String registrationMethod,
        String type,
        String tokenEndpointAuthMethod, List<String> grantTypes, @Nullable String jwks, List<String> redirectUris, List<Secret> secrets,
        List<Bound> bindings,
        @Nullable ReasonCode reasonCode, Instant createdAt, @Nullable String jwksUri, @Nullable String metadataUrl) {
    static ClientOverview of(ClientRegistered e, Instant at) {
        return new ClientOverview(e.clientId(), e.organizationId(), e.projectId(), e.name(), "ACTIVE", e.registrationMethod(), e.type(),
                e.authenticationMethod(), e.grantTypes(), e.jwks(), e.redirectUris(), List.of(), List.of(), null, at,
                e.jwksUri(), e.metadataUrl());
    }

    ClientOverview with(ClientUpdated e) {
        return new ClientOverview(id, organizationId, projectId, e.name(), status, registrationMethod, type, tokenEndpointAuthMethod,
                grantTypes, e.jwks(), e.redirectUris() == null ? redirectUris : e.redirectUris(), secrets, bindings, reasonCode, createdAt,
                jwksUri, metadataUrl);
    }

    ClientOverview with(ClientMetadataDrifted e) {
        return new ClientOverview(id, organizationId, projectId, e.name(), status, registrationMethod, e.type(), e.authenticationMethod(),
                e.grantTypes(), e.jwks(), e.redirectUris(), secrets, bindings, reasonCode, createdAt, e.jwksUri(), metadataUrl);
    }

    ClientOverview in(String newStatus, @Nullable ReasonCode reason) {
        return new ClientOverview(id, organizationId, projectId, name, newStatus, registrationMethod, type, tokenEndpointAuthMethod,
                grantTypes, jwks, redirectUris, secrets, bindings, reason, createdAt, jwksUri, metadataUrl);
    }

    ClientOverview plus(Secret secret) {
        return with(Stream.concat(secrets.stream(), Stream.of(secret)).toList());
    }

    ClientOverview withoutSecret(String secretId) {
        return with(secrets.stream().filter(secret -> !secret.id.equals(secretId)).toList());
    }

    ClientOverview eachSecret(UnaryOperator<Secret> change) {
        return with(secrets.stream().map(change).toList());
    }

    private ClientOverview with(List<Secret> changed) {
        return new ClientOverview(id, organizationId, projectId, name, status, registrationMethod, type, tokenEndpointAuthMethod,
                grantTypes,
                jwks, redirectUris, changed, bindings, reasonCode, createdAt, jwksUri, metadataUrl);
    }

    ClientOverview plus(Bound bound) {
        return bound(Stream.concat(withoutBinding(bound.serverId).bindings.stream(), Stream.of(bound)).toList());
    }

    ClientOverview withoutBinding(String serverId) {
        return bound(bindings.stream().filter(known -> !known.serverId.equals(serverId)).toList());
    }

    private ClientOverview bound(List<Bound> changed) {
        return new ClientOverview(id, organizationId, projectId, name, status, registrationMethod, type, tokenEndpointAuthMethod,
                grantTypes,
                jwks, redirectUris, secrets, changed, reasonCode, createdAt, jwksUri, metadataUrl);
    }

    /**
     * @param suffix    last four characters, to recognize it by
     * @param createdBy id of the actor
     */
    record Secret(String id, String suffix, Instant createdAt, String createdBy, @Nullable Instant expiresAt) {
        Secret endingBy(Instant end) {
            return expiresAt != null && expiresAt.isBefore(end) ? this : new Secret(id, suffix, createdAt, createdBy, end);
        }
    }

    /** Scopes at one server, and since when. */
    record Bound(String serverId, List<String> scopes, Instant since) {
    }
}
