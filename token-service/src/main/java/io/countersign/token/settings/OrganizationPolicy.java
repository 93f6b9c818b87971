package io.countersign.token.settings;

import io.countersign.registry.contract.OrganizationSettings;

/** The settings of one organization, as its registry recorded them last. */
public record OrganizationPolicy(OrganizationSettings settings) {
}
