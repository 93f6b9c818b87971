package io.countersign.consent.decision.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consent that stood at some time.
 *
 * @param scopes      what it allows, or allowed last
 * @param withdrawnAt when it was withdrawn; null while it was not
 * @param reasonCode  why it was withdrawn
 */
public record HeldConsent(String id, String clientId, String serverId, List<String> scopes, String basis, Instant grantedAt,
        @Nullable Instant withdrawnAt, @Nullable String reasonCode) {
    static HeldConsent of(ConsentOverview row) {
        return new HeldConsent(row.id(), row.clientId(), row.serverId(), row.scopes(), row.basis(), row.grantedAt(), row.withdrawnAt(),
                row.reasonCode());
    }
}
