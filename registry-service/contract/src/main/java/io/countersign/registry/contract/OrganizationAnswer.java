package io.countersign.registry.contract;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /internal/organizations/{slugOrId}}.
 *
 * @param status                 {@code ACTIVE}, {@code SUSPENDED} or {@code CLOSED}
 * @param keycloakOrganizationId whose members are its people; null while none is recorded: nobody is a member then
 * @param dynamicRegistration    whether clients may register themselves (RFC 7591)
 * @param metadataDocuments      whether a client may be known by the address of its metadata document (CIMD)
 * @param consentMode            how a member's consent comes to be
 * @param allowedAddresses       from where it is reached, as CIDR blocks; empty for from everywhere
 * @param leaverMode             what follows when somebody left
 */
public record OrganizationAnswer(String organizationId, String slug, String name, String status,
        @Nullable String keycloakOrganizationId, Boolean dynamicRegistration, Boolean metadataDocuments,
        ConsentMode consentMode, List<String> allowedAddresses, LeaverMode leaverMode, List<AccessFact> access) {
    /** A registry of before there was such a thing says nothing of it. */
    public OrganizationAnswer {
        dynamicRegistration = Objects.requireNonNullElse(dynamicRegistration, false);
        metadataDocuments = Objects.requireNonNullElse(metadataDocuments, false);
        consentMode = Objects.requireNonNullElse(consentMode, ConsentMode.EXPLICIT);
        allowedAddresses = List.copyOf(Objects.requireNonNullElse(allowedAddresses, List.of()));
        leaverMode = Objects.requireNonNullElse(leaverMode, LeaverMode.REVOKE);
    }

    /** Whether it is over for ever. */
    public boolean closed() {
        return status.equals("CLOSED");
    }

    /** Of an organization in which clients do not register themselves. */
    public OrganizationAnswer(String organizationId, String slug, String name, String status, @Nullable String keycloakOrganizationId,
            List<AccessFact> access) {
        this(organizationId, slug, name, status, keycloakOrganizationId, false, false, ConsentMode.EXPLICIT, List.of(), LeaverMode.REVOKE,
                access);
    }

    /** Of an organization without people. */
    public OrganizationAnswer(String organizationId, String slug, String name, String status, List<AccessFact> access) {
        this(organizationId, slug, name, status, null, access);
    }
}
