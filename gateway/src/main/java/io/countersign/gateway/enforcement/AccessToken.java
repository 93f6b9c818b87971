package io.countersign.gateway.enforcement;

import io.countersign.access.AccessKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * A verified access token (RFC 9068), as far as the gateway needs it.
 *
 * @param subject      a member, or the client itself
 * @param connectionId the unit of revocation
 * @param tokenId      {@code jti}
 * @param epochs       every access key this token depends on, with the epoch it was issued under
 */
public record AccessToken(String issuer, List<String> audience, String subject, String clientId, SequencedSet<String> scopes,
        String connectionId, String tokenId, String organizationId, Instant expiresAt, Map<String, Long> epochs) {
    /** How far the clocks of token-service and gateway may differ. */
    static final Duration GRACE = Duration.ofSeconds(60);

    public AccessToken {
        var keys = new HashMap<>(epochs);
        keys.putIfAbsent(AccessKeys.connection(connectionId), 0L);
        keys.putIfAbsent(AccessKeys.token(connectionId, tokenId), 0L);
        epochs = Map.copyOf(keys);
        audience = List.copyOf(audience);
    }

    /** The one instant from which on the token admits no call, and every answer under way ends. */
    public Instant ends() {
        return expiresAt.plus(GRACE);
    }
}
