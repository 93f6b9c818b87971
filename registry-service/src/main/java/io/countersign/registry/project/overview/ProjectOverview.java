package io.countersign.registry.project.overview;

import io.countersign.registry.contract.ReasonCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project as lists show it.
 *
 * @param status     {@code ACTIVE} or {@code ARCHIVED}
 * @param reasonCode why it is archived
 */
record ProjectOverview(String id, String organizationId, String name, String status, @Nullable ReasonCode reasonCode, Instant createdAt) {
    ProjectOverview named(String newName) {
        return new ProjectOverview(id, organizationId, newName, status, reasonCode, createdAt);
    }

    ProjectOverview archived(ReasonCode reason) {
        return new ProjectOverview(id, organizationId, name, "ARCHIVED", reason, createdAt);
    }
}
