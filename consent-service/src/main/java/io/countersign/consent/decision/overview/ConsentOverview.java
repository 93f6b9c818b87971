package io.countersign.consent.decision.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consent as lists show it; one that was only ever denied or abandoned is in no list.
 *
 * @param status           {@code GRANTED} or {@code WITHDRAWN}
 * @param scopes           all that was granted since it was last withdrawn and not taken away; of a withdrawn one what was granted last
 * @param declinedOptional of the last decision
 * @param consentVersion   how often it was granted
 * @param withdrawnBy      id of whoever withdrew it
 */
record ConsentOverview(String id, String organizationId, String userId, String clientId, String serverId, String status,
        List<String> scopes, List<String> declinedOptional, String basis, long consentVersion, Instant grantedAt,
        @Nullable Instant withdrawnAt, @Nullable String withdrawnBy, @Nullable String reasonCode) {
}
