package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.registry.contract.OrganizationSettings;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long connections stay in an organization's lists after their end (EL-12, C19): a rule of the view, which removes nothing. What expired
 * stays.
 *
 * @param revoked       after a connection was revoked
 * @param clientRevoked after it ended because its client was revoked
 */
record VisibilityWindow(Duration revoked, Duration clientRevoked) {
    static VisibilityWindow of(OrganizationSettings settings) {
        return new VisibilityWindow(Duration.ofDays(settings.revokedVisibleDays()), Duration.ofDays(settings.clientRevokedVisibleDays()));
    }

    /** Those that lists show without being asked for more. */
    Criteria shown(Instant now) {
        return Criteria.or(Criteria.not(Criteria.equal("status", "REVOKED")), Criteria.between("end.at", now.minus(revoked), null),
                Criteria.and(Criteria.equal("end.reasonCode", ReasonCode.CLIENT_REVOKED.name()),
                        Criteria.between("end.at", now.minus(clientRevoked), null)));
    }

    /** When a connection leaves the lists; null while nothing says so. */
    @Nullable
    Instant until(ConnectionOverview.@Nullable End end) {
        return end == null ? null : end.at().plus(end.reasonCode() == ReasonCode.CLIENT_REVOKED ? clientRevoked : revoked);
    }
}
