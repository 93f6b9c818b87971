package io.countersign.token.contract;

import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a member with its end: {@code GET /internal/organizations/{orgId}/members/{userId}/connections}, the newest thousand.
 *
 * @param status     {@code ACTIVE}, {@code EXPIRED} or {@code REVOKED}, by the clock
 * @param lastUsedAt when a tool was called, a token refreshed (to the step at which that is recorded), or it was authorized, at last
 * @param calls      of tools
 * @param tools      that were called, each with its last call; the latest hundred
 * @param scopesUsed that calls took, each with the last such call
 * @param endedAt    when it was revoked
 * @param enforcedAt when a gateway first refused it, where one was asked to
 */
public record HeldConnection(String connectionId, String clientId, String serverId, SortedSet<String> scopes, String status,
        Instant authorizedAt, Instant lastUsedAt, long calls, SortedMap<String, Instant> tools, SortedMap<String, Instant> scopesUsed,
        @Nullable Instant endedAt, @Nullable ReasonCode reasonCode,
        @Nullable Instant enforcedAt, @Nullable Long enforcementLagMillis) {
    public static final int MOST = 1_000;
}
