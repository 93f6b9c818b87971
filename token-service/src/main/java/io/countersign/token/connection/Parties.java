package io.countersign.token.connection;

import io.countersign.token.contract.ConnectionEvent.SubjectType;

/** Who is connected to what. Never changes. */
public record Parties(String connectionId, String organizationId, String projectId, String clientId, String serverId, String resource,
        SubjectType subjectType, String subjectId) {
}
