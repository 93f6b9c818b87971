package io.countersign.registry.contract;

import java.util.List;

/**
 * {@code GET /internal/organizations/{orgId}/users/{userId}/roles} and, for the whole installation,
 * {@code GET /internal/operators/{userId}/roles}: what the registry granted; membership itself is the identity provider's.
 */
public record RolesAnswer(List<String> roles) {
}
