package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long connections stay in lists after their end (EL-12, C19): a rule of the view, which removes nothing. What expired stays.
 *
 * @param revoked       after a connection was revoked
 * @param clientRevoked after it ended because its client was revoked
 */
@ConfigurationProperties("countersign.connections.visible")
record VisibilityWindow(@DefaultValue("90d") Duration revoked, @DefaultValue("365d") Duration clientRevoked) {
    VisibilityWindow {
        if (revoked.isNegative() || clientRevoked.compareTo(revoked) < 0) {
            throw new IllegalArgumentException("A connection is visible for as long as its client at most, and for no negative time");
        }
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
