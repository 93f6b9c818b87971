package io.countersign.gateway.session;

import java.time.Instant;

/**
 * Somebody who is signed in at this gateway.
 *
 * @param key        hash of the cookie's value, under which it is stored
 * @param id         opaque; stays when the same person signs in again in it, while the cookie's value changes
 * @param startedAt  when it began, after which its absolute life is counted
 * @param lastSeenAt exact to a minute
 */
public record Session(String key, String id, Login login, Instant startedAt, Instant lastSeenAt) {
    public String userId() {
        return login.userId();
    }

    public Instant authenticatedAt() {
        return login.authenticatedAt();
    }
}
