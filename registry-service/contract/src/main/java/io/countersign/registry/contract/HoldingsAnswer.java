package io.countersign.registry.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /internal/organizations/{orgId}/users/{userId}/holdings}: what a user ever held in an organization beside connections.
 *
 * @param roles  each that was ever granted, with its end
 * @param keys   the management keys the user made or answers for
 * @param clients those that the user registered and that were not deleted, the newest thousand
 * @param owners who the organization's owners are now
 */
public record HoldingsAnswer(List<Role> roles, List<Key> keys, List<Client> clients, List<String> owners) {
    public static final int MOST_CLIENTS = 1_000;

    /** What a registry of before knows nothing of is empty. */
    @SuppressWarnings("NullAway")
    public HoldingsAnswer {
        clients = clients == null ? List.of() : List.copyOf(clients);
    }

    /** @param withdrawnAt absent while it is held */
    public record Role(String role, Instant grantedAt, @Nullable Instant withdrawnAt, @Nullable ReasonCode reasonCode) {
    }

    /** @param projectAdmins who administers the client's project now, and so answers for it beside the owners (C10) */
    public record Client(String clientId, String name, String status, String projectId, Instant registeredAt, List<String> projectAdmins) {
    }

    /** @param makerId who answers for it now; absent for a key of the bootstrap */
    public record Key(String keyId, String name, String status, @Nullable String makerId) {
    }
}
