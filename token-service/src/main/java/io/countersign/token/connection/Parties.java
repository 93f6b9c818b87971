package io.countersign.token.connection;

import io.countersign.token.contract.ConnectionEvent.SubjectType;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected to what. Never changes.
 *
 * @param consentId what the member said yes to; null for machine clients
 */
public record Parties(String connectionId, String organizationId, String projectId, String clientId, String serverId, String resource,
        SubjectType subjectType, String subjectId, @Nullable String consentId) {
}
