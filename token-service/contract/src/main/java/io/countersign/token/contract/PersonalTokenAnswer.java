package io.countersign.token.contract;

import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a personal access token opens, to be used for 5 s at most.
 *
 * @param resource of the one server that it is for
 * @param scopes   that it has and the server knows
 * @param epochs   of every access key it rests on
 * @param paused   why it opens nothing for now, as a reason of the access rule; null where it does
 */
public record PersonalTokenAnswer(String organizationId, String resource, String userId, String clientId, String connectionId,
        SortedSet<String> scopes, SortedMap<String, Long> epochs, Instant expiresAt, @Nullable String paused) {
}
