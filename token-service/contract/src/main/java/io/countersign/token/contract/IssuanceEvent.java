package io.countersign.token.contract;

import java.time.Instant;
import java.util.SortedSet;

/**
 * What the token endpoint handed out. Topic {@code countersign.token.issuances}; a log of its own, so a busy client never contends with
 * its connection. No token value is ever in it.
 */
public sealed interface IssuanceEvent {
    String connectionId();

    /**
     * Tokens were issued; written before they are answered.
     *
     * @param jti       id of the access token, and for {@code CLIENT_CREDENTIALS} the subject of this one-event stream
     * @param resource  the one audience of the access token
     * @param signedKid key id of the signature
     */
    record TokensIssued(String connectionId, String jti, String organizationId, String clientId, String serverId, SortedSet<String> scopes,
            String resource, Instant issuedAt, Instant expiresAt, Cause cause, String signedKid) implements IssuanceEvent {
    }

    /** What the client showed to get them. */
    enum Cause {
        CODE, REFRESH, REPEAT, CLIENT_CREDENTIALS
    }
}
