package io.countersign.gateway.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the identity provider says of somebody who has just signed in.
 *
 * @param userId          its own id of the user
 * @param name            as people are shown it
 * @param authenticatedAt when the person proved who it is, which may be a while ago
 * @param providerSession its own session, which a back-channel logout may name
 * @param idToken         to be handed back when the person signs out
 */
public record Login(String userId, String name, Instant authenticatedAt, @Nullable String providerSession, String idToken) {
    @Override
    public String toString() {
        return "Login[userId=" + userId + "]";
    }
}
