package io.countersign.registry.project.overview;

import java.time.Instant;

/** @param status {@code ACTIVE} or {@code ARCHIVED} */
record ProjectOverview(String id, String organizationId, String name, String status, Instant createdAt) {
    ProjectOverview named(String newName) {
        return new ProjectOverview(id, organizationId, newName, status, createdAt);
    }

    ProjectOverview archived() {
        return new ProjectOverview(id, organizationId, name, "ARCHIVED", createdAt);
    }
}
