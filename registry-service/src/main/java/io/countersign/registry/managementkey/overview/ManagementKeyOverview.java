package io.countersign.registry.managementkey.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param status {@code ACTIVE} or {@code REVOKED} */
record ManagementKeyOverview(String id, String organizationId, String name, List<String> roles, String status, @Nullable Instant expiresAt,
        Instant createdAt, String createdBy) {
    ManagementKeyOverview revoked() {
        return new ManagementKeyOverview(id, organizationId, name, roles, "REVOKED", expiresAt, createdAt, createdBy);
    }
}
