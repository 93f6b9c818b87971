package io.countersign.consent.member.overview;

import io.countersign.consent.contract.ReasonCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member as lists show it: an opaque id, whose name the identity provider knows.
 *
 * @param status     {@code ENABLED}, {@code DISABLED}, {@code SUSPENDED} or {@code LEFT}
 * @param reasonCode why it is disabled
 */
record MemberOverview(String id, String organizationId, String userId, String status, @Nullable ReasonCode reasonCode, Instant changedAt,
        String changedBy) {
}
