package io.countersign.registry.client.overview;

import io.countersign.registry.client.Approval;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientUpdated;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.refusal.Refused;
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
 * @param approvals  servers at which a member wants it, or an owner does not; null in rows of before there were any
 * @param registeredBy id of the member who registered it or whose wish made it a client, and who may revoke and delete it, too
 * @param shownAs     null in rows of before it was kept
 */
record ClientOverview(String id, String organizationId, String projectId, String name, String status, String registrationMethod,
        String type,
        String tokenEndpointAuthMethod, List<String> grantTypes, @Nullable String jwks, List<String> redirectUris, List<Secret> secrets,
        List<Bound> bindings,
        @Nullable ReasonCode reasonCode, Instant createdAt, @Nullable String jwksUri, @Nullable String metadataUrl,
        @Nullable List<Asked> approvals, @Nullable String registeredBy, @Nullable ShownAs shownAs) {
    static ClientOverview of(ClientRegistered e, Instant at) {
        return new ClientOverview(e.clientId(), e.organizationId(), e.projectId(), e.name(), "ACTIVE", e.registrationMethod(), e.type(),
                e.authenticationMethod(), e.grantTypes(), e.jwks(), e.redirectUris(), List.of(), List.of(), null, at,
                e.jwksUri(), e.metadataUrl(), List.of(), e.registeredBy(), ShownAs.of(e));
    }

    ClientOverview with(ClientUpdated e, Instant at) {
        return new ClientOverview(id, organizationId, projectId, e.name(), status, registrationMethod, type, tokenEndpointAuthMethod,
                grantTypes, e.jwks(), e.redirectUris() == null ? redirectUris : e.redirectUris(), secrets, bindings, reasonCode, createdAt,
                jwksUri, metadataUrl, approvals, registeredBy, shownAs == null ? null : shownAs.named(e.name(), this, at));
    }

    ClientOverview with(ClientMetadataDrifted e, Instant at) {
        return new ClientOverview(id, organizationId, projectId, e.name(), status, registrationMethod, e.type(), e.authenticationMethod(),
                e.grantTypes(), e.jwks(), e.redirectUris(), secrets, bindings, reasonCode, createdAt, e.jwksUri(), metadataUrl, approvals,
                registeredBy, shownAs == null ? null : shownAs.with(e, this, at));
    }

    /** The client id it has in OAuth. */
    String identifier() {
        return metadataUrl == null ? id : metadataUrl;
    }

    /**
     * @param asked one it is bound to; null for the only one
     * @throws Refused when it is not bound to it, or which one is meant is not clear
     */
    String server(@Nullable String asked) {
        var bound = bindings.stream().map(Bound::serverId).filter(serverId -> asked == null || asked.equals(serverId)).toList();
        if (bound.size() != 1) {
            throw Refused.invalid("serverId", "must name a server that the client is bound to");
        }
        return bound.getFirst();
    }

    ClientOverview in(String newStatus, @Nullable ReasonCode reason) {
        return new ClientOverview(id, organizationId, projectId, name, newStatus, registrationMethod, type, tokenEndpointAuthMethod,
                grantTypes, jwks, redirectUris, secrets, bindings, reason, createdAt, jwksUri, metadataUrl, approvals, registeredBy,
                shownAs);
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
                jwks, redirectUris, changed, bindings, reasonCode, createdAt, jwksUri, metadataUrl, approvals, registeredBy, shownAs);
    }

    ClientOverview plus(Bound bound) {
        return withoutApproval(bound.serverId)
                .bound(Stream.concat(withoutBinding(bound.serverId).bindings.stream(), Stream.of(bound)).toList());
    }

    ClientOverview withoutBinding(String serverId) {
        return bound(bindings.stream().filter(known -> !known.serverId.equals(serverId)).toList());
    }

    ClientOverview plus(Asked asked) {
        return approvals(Stream.concat(withoutApproval(asked.serverId).asked().stream(), Stream.of(asked)).toList());
    }

    /** An owner's no takes the place of what was asked, and keeps who asked. */
    ClientOverview rejected(String serverId, Asked byItself) {
        return plus(asked().stream().filter(known -> known.serverId.equals(serverId)).findFirst()
                .map(known -> new Asked(serverId, Approval.REJECTED, known.askedBy, known.askedAt)).orElse(byItself));
    }

    private ClientOverview withoutApproval(String serverId) {
        return approvals(asked().stream().filter(known -> !known.serverId.equals(serverId)).toList());
    }

    private List<Asked> asked() {
        return approvals == null ? List.of() : approvals;
    }

    private ClientOverview approvals(List<Asked> changed) {
        return new ClientOverview(id, organizationId, projectId, name, status, registrationMethod, type, tokenEndpointAuthMethod,
                grantTypes, jwks, redirectUris, secrets, bindings, reasonCode, createdAt, jwksUri, metadataUrl, changed, registeredBy,
                shownAs);
    }

    private ClientOverview bound(List<Bound> changed) {
        return new ClientOverview(id, organizationId, projectId, name, status, registrationMethod, type, tokenEndpointAuthMethod,
                grantTypes,
                jwks, redirectUris, secrets, changed, reasonCode, createdAt, jwksUri, metadataUrl, approvals, registeredBy, shownAs);
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

    /**
     * Scopes at one server.
     *
     * @param until when it is over; null for no end
     */
    record Bound(String serverId, List<String> scopes, Instant since, @Nullable Instant until) {
    }

    /**
     * @param state   what became of it; a yes is a binding
     * @param askedBy id of the member, or of the owner who rejected it before anybody asked
     */
    record Asked(String serverId, Approval state, String askedBy, Instant askedAt) {
    }
}
