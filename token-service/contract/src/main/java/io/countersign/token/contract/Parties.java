package io.countersign.token.contract;

import io.countersign.token.contract.ConnectionEvent.SubjectType;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected to what. Never changes.
 *
 * @param subjectType whether a member or the client itself is the subject
 * @param subjectId   Keycloak user id of the member, or the client id
 * @param consentId   what the member said yes to; absent for machine clients and personal access tokens, which have no consent
 */
public record Parties(String organizationId, String projectId, String clientId, String serverId, String resource, SubjectType subjectType,
        String subjectId, @Nullable String consentId) {
    /** In place of a client's id where a member made a personal access token; no client can have it. */
    public static final String PERSONAL = "personal-access-token";
}
