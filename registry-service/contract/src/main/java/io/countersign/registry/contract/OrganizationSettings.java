package io.countersign.registry.contract;

import org.jspecify.annotations.Nullable;

/**
 * What owners decide for the whole organization (domain.md 2.4). Every setting is obeyed by somebody.
 *
 * @param session                  what servers begin with that are registered without a policy of their own
 * @param revokedVisibleDays       how long a connection is listed after it was revoked (EL-12)
 * @param clientRevokedVisibleDays the same, after it ended with its client
 * @param revokedKeptDays          after how long a revoked connection is deleted; null for never
 */
public record OrganizationSettings(SessionPolicy session, int revokedVisibleDays, int clientRevokedVisibleDays,
        @Nullable Integer revokedKeptDays) {
    /** 90 and 365 days in lists, and nothing is deleted. */
    public static final OrganizationSettings DEFAULT = new OrganizationSettings(SessionPolicy.DEFAULT, 90, 365, null);
}
