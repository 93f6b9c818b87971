package io.countersign.registry.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /internal/organizations/{orgId}/users/{userId}/holdings}: what a user ever held in an organization beside connections.
 *
 * @param roles  each that was ever granted, with its end
 * @param keys   the management keys the user made or answers for
 * @param owners who the organization's owners are now
 */
public record HoldingsAnswer(List<Role> roles, List<Key> keys, List<String> owners) {
    /** @param withdrawnAt absent while it is held */
    public record Role(String role, Instant grantedAt, @Nullable Instant withdrawnAt, @Nullable ReasonCode reasonCode) {
    }

    /** @param makerId who answers for it now; absent for a key of the bootstrap */
    public record Key(String keyId, String name, String status, @Nullable String makerId) {
    }
}
