package io.countersign.token.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one member, counted as they stand by the clock.
 *
 * @param clients      the first hundred, those with an active connection before the others
 * @param firstAddedAt when the member authorized the first of them
 * @param firstUsedAt  when a tool was first called through one of them; absent where none ever was
 * @param lastUsedAt   when a tool was last called
 * @param nextExpiryAt when the first of the active ones ends unless it is used
 */
public record MemberConnections(String userId, long active, long expired, long revoked, List<Client> clients, Instant firstAddedAt,
        @Nullable Instant firstUsedAt, @Nullable Instant lastUsedAt, @Nullable Instant nextExpiryAt) {
    public static final int MOST_CLIENTS = 100;

    /** @param active whether one of the member's connections through it is */
    public record Client(String clientId, boolean active) {
    }
}
