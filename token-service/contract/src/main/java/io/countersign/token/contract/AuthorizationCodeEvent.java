package io.countersign.token.contract;

import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts of an authorization code (RFC 6749 section 4.1.2): the way from a person's yes to a connection. Topic {@code countersign.token},
 * subject {@code code-…}, the hash of the code; the code itself is nowhere.
 */
public sealed interface AuthorizationCodeEvent {
    String codeId();

    /**
     * The browser was sent back to the client with a code.
     *
     * @param requestId      the authorization request that the person decided
     * @param scopes         granted; the connection gets no others
     * @param epochs         epoch per access key as the owners gave them, before the person was asked for the registry's, at the decision for
     *                       consent and member
     * @param consentVersion which of the consent's decisions this rests on
     * @param redirectUri    where the browser was sent, byte for byte
     * @param codeChallenge  S256 (RFC 7636)
     * @param browserId      opaque id of the browser; absent when it keeps none
     */
    record AuthorizationCodeIssued(String codeId, String requestId, Parties parties, SortedSet<String> scopes,
            SortedMap<String, Long> epochs, long consentVersion, String redirectUri, String codeChallenge, @Nullable String browserId,
            Instant issuedAt, Instant expiresAt) implements AuthorizationCodeEvent {
    }

    /** The code was used; in one commit with the connection's authorization. */
    record AuthorizationCodeRedeemed(String codeId, String connectionId, Instant redeemedAt) implements AuthorizationCodeEvent {
    }

    /** The code was used a second time; in one commit with the end of the connection that the first use made. Told once. */
    record AuthorizationCodeReplayed(String codeId, String connectionId, Instant replayedAt) implements AuthorizationCodeEvent {
    }
}
