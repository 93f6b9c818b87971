package io.countersign.token.authorization;

import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for and a person is to decide, as it was found to be admissible.
 *
 * @param id        {@code req-…}, random; it opens nothing without the person's session
 * @param scopes    requested, of the server, and allowed to the client
 * @param state     the client's, given back as it is
 * @param subjectId Keycloak user id of the person
 * @param session   opaque id of the person's gateway session
 * @param browserId opaque id of the browser
 * @param outdated  why the client's metadata document could not be fetched anew; null where that is not so
 * @param epochs    of the registry's keys, before the person was asked: what is cut since is not authorized
 */
record AuthorizationRequest(String id, String organizationId, String projectId, String clientId, String serverId, String resource,
        String redirectUri, SortedSet<String> scopes, @Nullable String state, String codeChallenge, String subjectId, String session,
        @Nullable String browserId, SortedMap<String, Long> epochs, Instant expiresAt,
        @Nullable String outdated) {
    boolean isOf(String organization, String subject, @Nullable String inSession) {
        return organizationId.equals(organization) && subjectId.equals(subject) && session.equals(inSession);
    }

    boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
