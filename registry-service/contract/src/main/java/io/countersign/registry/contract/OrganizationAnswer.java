package io.countersign.registry.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /internal/organizations/{slugOrId}}.
 *
 * @param status                 {@code ACTIVE} or {@code SUSPENDED}
 * @param keycloakOrganizationId whose members are its people; null while none is recorded: nobody is a member then
 */
public record OrganizationAnswer(String organizationId, String slug, String name, String status,
        @Nullable String keycloakOrganizationId, List<AccessFact> access) {
    /** Of an organization without people. */
    public OrganizationAnswer(String organizationId, String slug, String name, String status, List<AccessFact> access) {
        this(organizationId, slug, name, status, null, access);
    }
}
