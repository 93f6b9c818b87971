package io.countersign.registry.organization.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organization as operators list it: nothing of what is in it (domain.md 2.8).
 *
 * @param status                 {@code ACTIVE}, {@code SUSPENDED} or {@code CLOSED}
 * @param keycloakOrganizationId whose members are its people; absent while none is recorded
 */
record OrganizationRow(String id, String slug, String name, String status, @Nullable String keycloakOrganizationId, Instant createdAt) {
    OrganizationRow named(String changed) {
        return new OrganizationRow(id, slug, changed, status, keycloakOrganizationId, createdAt);
    }

    OrganizationRow at(String changed) {
        return new OrganizationRow(id, slug, name, changed, keycloakOrganizationId, createdAt);
    }

    OrganizationRow linked(String keycloak) {
        return new OrganizationRow(id, slug, name, status, keycloak, createdAt);
    }
}
