package io.countersign.registry.managementkey.overview;

import io.countersign.registry.contract.ReasonCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A management key as lists show it.
 *
 * @param status     {@code ACTIVE} or {@code REVOKED}
 * @param reasonCode why it is revoked
 */
record ManagementKeyOverview(String id, String organizationId, String name, List<String> roles, String status,
        @Nullable ReasonCode reasonCode, @Nullable Instant expiresAt, Instant createdAt, String createdBy) {
    ManagementKeyOverview revoked(ReasonCode reason) {
        return new ManagementKeyOverview(id, organizationId, name, roles, "REVOKED", reason, expiresAt, createdAt, createdBy);
    }
}
