package io.countersign.registry.organization;

import io.countersign.registry.contract.OrganizationEvent.InitialAccessTokenIssued;
import java.time.Instant;

/**
 * What lets whoever has it register clients where an owner demands that (RFC 7591 section 1.2), as it may be kept.
 *
 * @param uses how many clients altogether
 */
public record InitialAccessToken(String tokenId, String hash, int uses, Instant expiresAt) {
    static InitialAccessToken of(InitialAccessTokenIssued e) {
        return new InitialAccessToken(e.tokenId(), e.tokenHash(), e.uses(), e.expiresAt());
    }

    /** Whether it is the one of this hash, and not over at {@code now}. */
    public boolean opens(String presented, Instant now) {
        return hash.equals(presented) && now.isBefore(expiresAt);
    }
}
