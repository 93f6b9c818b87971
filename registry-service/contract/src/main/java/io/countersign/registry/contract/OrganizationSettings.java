package io.countersign.registry.contract;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What owners decide for the whole organization (domain.md 2.4). Every setting is obeyed by somebody.
 *
 * @param session                  what servers begin with that are registered without a policy of their own
 * @param revokedVisibleDays       how long a connection is listed after it was revoked (EL-12)
 * @param clientRevokedVisibleDays the same, after it ended with its client
 * @param revokedKeptDays          after how long a revoked connection is deleted; null for never
 * @param flags                    when active connections are flagged
 * @param consentMode              how a member's consent comes to be
 * @param allowedAddresses         from where the organization is reached, as CIDR blocks; empty for from everywhere (MG-18)
 * @param leaverMode               what follows when somebody left (EL-19)
 */
public record OrganizationSettings(SessionPolicy session, int revokedVisibleDays, int clientRevokedVisibleDays,
        @Nullable Integer revokedKeptDays, FlagTimes flags, ConsentMode consentMode, List<String> allowedAddresses,
        LeaverMode leaverMode) {
    /** 90 and 365 days in lists, nothing is deleted, people are asked, from everywhere, and who left is out. */
    public static final OrganizationSettings DEFAULT = new OrganizationSettings(SessionPolicy.DEFAULT, 90, 365, null, FlagTimes.DEFAULT,
            ConsentMode.EXPLICIT, List.of(), LeaverMode.REVOKE);

    /** Events of before there were such settings say nothing of them. */
    public OrganizationSettings {
        flags = Objects.requireNonNullElse(flags, FlagTimes.DEFAULT);
        consentMode = Objects.requireNonNullElse(consentMode, ConsentMode.EXPLICIT);
        allowedAddresses = List.copyOf(Objects.requireNonNullElse(allowedAddresses, List.of()));
        leaverMode = Objects.requireNonNullElse(leaverMode, LeaverMode.REVOKE);
    }
}
