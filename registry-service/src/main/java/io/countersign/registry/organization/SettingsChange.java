package io.countersign.registry.organization;

import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.FlagTimes;
import io.countersign.registry.contract.LeaverMode;
import io.countersign.registry.contract.OrganizationSettings;
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.registry.refusal.Refused;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an owner wants changed of the settings; null leaves as it is. 0 stands for none where there may be none, since null says nothing.
 *
 * @param revokedKeptDays 0 for never deleted
 */
record SettingsChange(@Nullable Session session, @Nullable Integer revokedVisibleDays, @Nullable Integer clientRevokedVisibleDays,
        @Nullable Integer revokedKeptDays, @Nullable Flags flags, @Nullable ConsentMode consentMode,
        @Nullable List<String> allowedAddresses, @Nullable LeaverMode leaverMode) {
    /** As {@link FlagTimes}. */
    record Flags(@Nullable Integer dormantDays, @Nullable Integer neverUsedDays, @Nullable Integer expiresSoonDays,
            @Nullable Integer scopeUnusedDays) {
        FlagTimes of(FlagTimes known) {
            return new FlagTimes(Objects.requireNonNullElse(dormantDays, known.dormantDays()),
                    Objects.requireNonNullElse(neverUsedDays, known.neverUsedDays()),
                    Objects.requireNonNullElse(expiresSoonDays, known.expiresSoonDays()),
                    Objects.requireNonNullElse(scopeUnusedDays, known.scopeUnusedDays()));
        }
    }

    /**
     * @param absoluteSeconds   0 for no absolute end
     * @param personalTokenDays 0 for no personal access tokens
     */
    record Session(@Nullable Long accessSeconds, @Nullable Long idleSeconds, @Nullable Long absoluteSeconds,
            @Nullable Long refreshGraceSeconds, @Nullable Integer personalTokenDays) {
        SessionPolicy of(SessionPolicy known) {
            return new SessionPolicy(accessSeconds == null ? known.accessSeconds() : accessSeconds,
                    idleSeconds == null ? known.idleSeconds() : idleSeconds,
                    absoluteSeconds == null ? known.absoluteSeconds() : noneWhereZero(absoluteSeconds),
                    refreshGraceSeconds == null ? known.refreshGraceSeconds() : refreshGraceSeconds,
                    personalTokenDays == null ? known.personalTokenDays() : noneWhereZero(personalTokenDays));
        }
    }

    /** @throws Refused when they do not go together: what is still listed is not deleted, and a client is listed no shorter than the rest */
    OrganizationSettings of(OrganizationSettings known) {
        var changed = new OrganizationSettings(session == null ? known.session() : session.of(known.session()),
                revokedVisibleDays == null ? known.revokedVisibleDays() : revokedVisibleDays,
                clientRevokedVisibleDays == null ? known.clientRevokedVisibleDays() : clientRevokedVisibleDays,
                revokedKeptDays == null ? known.revokedKeptDays() : noneWhereZero(revokedKeptDays),
                flags == null ? known.flags() : flags.of(known.flags()), consentMode == null ? known.consentMode() : consentMode,
                allowedAddresses == null ? known.allowedAddresses() : allowedAddresses,
                leaverMode == null ? known.leaverMode() : leaverMode);
        if (changed.clientRevokedVisibleDays() < changed.revokedVisibleDays()) {
            throw Refused.invalid("clientRevokedVisibleDays", "must be at least revokedVisibleDays, " + changed.revokedVisibleDays());
        }
        var kept = changed.revokedKeptDays();
        if (kept != null && kept < changed.clientRevokedVisibleDays()) {
            throw Refused.invalid("revokedKeptDays",
                    "must be at least clientRevokedVisibleDays, " + changed.clientRevokedVisibleDays() + ", or 0 for never");
        }
        return changed;
    }

    private static @Nullable Long noneWhereZero(long given) {
        return given == 0 ? null : Long.valueOf(given);
    }

    private static @Nullable Integer noneWhereZero(int given) {
        return given == 0 ? null : Integer.valueOf(given);
    }
}
