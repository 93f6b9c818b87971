package io.countersign.token.contract;

import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What the token endpoint handed out. Topic {@code countersign.token.issuances}; a log of its own, so a busy client never contends with
 * its connection. No token value is ever in it.
 */
public sealed interface IssuanceEvent {
    String connectionId();

    /**
     * Tokens were issued; written before they are answered.
     *
     * <p>Who has a chain of refresh tokens: generation n stands at sequence n of the stream {@code <connection>/<chain>}, so that a
     * generation can be made once. The first {@code REPEAT} of a generation stands at sequence 0 of {@code <connection>/<chain>/<generation>}.
     * Everything else is a stream of one event named by its {@code jti}.
     *
     * @param jti        id of the access token
     * @param resource   the one audience of the access token
     * @param signedKid  key id of the signature
     * @param chain      sequence of the authorization that began the chain; absent without a refresh token
     * @param generation of the refresh token that was handed out
     * @param refreshKid key id of that refresh token
     */
    record TokensIssued(String connectionId, String jti, String organizationId, String clientId, String serverId, SortedSet<String> scopes,
            String resource, Instant issuedAt, Instant expiresAt, Cause cause, String signedKid,
            @Nullable Long chain, @Nullable Long generation, @Nullable String refreshKid) implements IssuanceEvent {
    }

    /** What the client showed to get them. */
    enum Cause {
        CODE, REFRESH, REPEAT, CLIENT_CREDENTIALS
    }
}
