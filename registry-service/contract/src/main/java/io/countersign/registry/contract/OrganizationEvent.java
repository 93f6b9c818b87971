package io.countersign.registry.contract;

import java.time.Instant;
import java.util.Objects;

/** What happens to an organization, the tenant that owns everything, and to the roles people hold in it. */
public sealed interface OrganizationEvent {
    String organizationId();

    /** @param slug its name in every address; never changes */
    record OrganizationCreated(String organizationId, String slug, String name) implements OrganizationEvent {
    }

    /**
     * Who belongs to the organization is from now on what the identity provider says of this organization of its own.
     *
     * @param keycloakOrganizationId id of the organization in Keycloak
     */
    record IdentityProviderLinked(String organizationId, String keycloakOrganizationId,
            ReasonCode reasonCode) implements OrganizationEvent {
    }

    record OrganizationRenamed(String organizationId, String name) implements OrganizationEvent {
    }

    /**
     * Whether clients may register themselves from now on (RFC 7591); those that did go on.
     *
     * @param dynamic             whether they may at all
     * @param privateUseRedirects whether with a redirect URI of a scheme of the app's own (RFC 8252 section 7.1), too
     * @param metadataDocuments   whether a client may be known by the address of its metadata document (CIMD)
     * @param protectedRegistration        whether only with an initial access token (RFC 7591 section 1.2)
     */
    record ClientRegistrationPolicyChanged(String organizationId, boolean dynamic, boolean privateUseRedirects,
            Boolean metadataDocuments, Boolean protectedRegistration) implements OrganizationEvent {
        /** Events of before there were such clients say nothing of them. */
        public ClientRegistrationPolicyChanged {
            metadataDocuments = Objects.requireNonNullElse(metadataDocuments, false);
            protectedRegistration = Objects.requireNonNullElse(protectedRegistration, false);
        }
    }

    /**
     * Whoever has the token of this hash may register clients with it (RFC 7591 section 1.2).
     *
     * @param tokenHash SHA-256 in hexadecimal
     * @param uses      how many clients altogether
     */
    record InitialAccessTokenIssued(String organizationId, String tokenId, String tokenHash, int uses,
            Instant expiresAt) implements OrganizationEvent {
    }

    /** It registers no more clients; those that were registered with it go on. */
    record InitialAccessTokenRevoked(String organizationId, String tokenId, ReasonCode reasonCode) implements OrganizationEvent {
    }

    /** Everything of this organization is refused until it is resumed (pause). */
    record OrganizationSuspended(String organizationId, ReasonCode reasonCode) implements OrganizationEvent {
    }

    record OrganizationResumed(String organizationId, ReasonCode reasonCode) implements OrganizationEvent {
    }

    /** An owner changed what holds for the whole organization: all of it as it is now. What was registered before keeps what it has. */
    record OrganizationSettingsChanged(String organizationId, OrganizationSettings settings) implements OrganizationEvent {
    }

    /** The organization is over for ever: nothing of it has access any more, and nothing changes in it. Its history stays. */
    record OrganizationClosed(String organizationId, ReasonCode reasonCode) implements OrganizationEvent {
    }

    /** @param role {@code owner}, {@code auditor} or {@code project-admin:<projectId>} */
    record RoleGranted(String organizationId, String userId, String role, ReasonCode reasonCode) implements OrganizationEvent {
    }

    /** The last owner left: nobody can decide anything of the organization until another one is appointed. Not prevented: they are gone. */
    record LastOwnerLost(String organizationId, String userId) implements OrganizationEvent {
    }

    record RoleWithdrawn(String organizationId, String userId, String role, ReasonCode reasonCode) implements OrganizationEvent {
    }
}
