package io.countersign.token.refresh;

import java.time.Instant;

/**
 * What a refresh token says.
 *
 * @param chain      sequence of the authorization that began its chain
 * @param generation how many were exchanged before it in the chain
 * @param kid        which key authenticates it
 */
record RefreshToken(String connectionId, long chain, long generation, Instant issuedAt, String kid) {
    /** Where the log of issuances holds its chain. */
    String stream() {
        return connectionId + "/" + chain;
    }

    RefreshToken successor(Instant when, String successorKid) {
        return new RefreshToken(connectionId, chain, generation + 1, when, successorKid);
    }
}
