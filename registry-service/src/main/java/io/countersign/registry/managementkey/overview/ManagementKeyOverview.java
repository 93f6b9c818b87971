package io.countersign.registry.managementkey.overview;

import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRotated;
import io.countersign.registry.contract.ReasonCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A management key as its stream tells it; whether it has ended or stands suspended is said by clock and roles when it is read.
 *
 * @param status     {@code ACTIVE}, {@code SUSPENDED} since its maker left, or {@code REVOKED}
 * @param reasonCode why it is suspended or revoked
 * @param makerId    who answers for it; absent for a key of the bootstrap
 */
record ManagementKeyOverview(String id, String organizationId, String name, List<String> roles, String status,
        @Nullable ReasonCode reasonCode, @Nullable Instant expiresAt, Instant createdAt, String createdBy, @Nullable String makerId,
        @Nullable Instant rotatedAt) {
    ManagementKeyOverview revoked(ReasonCode reason) {
        return new ManagementKeyOverview(id, organizationId, name, roles, "REVOKED", reason, expiresAt, createdAt, createdBy, makerId,
                rotatedAt);
    }

    ManagementKeyOverview suspended(ReasonCode reason) {
        return new ManagementKeyOverview(id, organizationId, name, roles, "SUSPENDED", reason, expiresAt, createdAt, createdBy, makerId,
                rotatedAt);
    }

    ManagementKeyOverview resumed(String owner) {
        return new ManagementKeyOverview(id, organizationId, name, roles, "ACTIVE", null, expiresAt, createdAt, createdBy, owner,
                rotatedAt);
    }

    ManagementKeyOverview rotated(ManagementKeyRotated e, Instant at) {
        return new ManagementKeyOverview(id, organizationId, name, roles, status, reasonCode, e.expiresAt(), createdAt, createdBy,
                e.makerId(), at);
    }
}
