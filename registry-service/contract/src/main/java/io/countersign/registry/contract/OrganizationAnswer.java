package io.countersign.registry.contract;

import java.util.List;

/**
 * {@code GET /internal/organizations/{slugOrId}}.
 *
 * @param status {@code ACTIVE} or {@code SUSPENDED}
 */
public record OrganizationAnswer(String organizationId, String slug, String name, String status, List<AccessFact> access) {
}
