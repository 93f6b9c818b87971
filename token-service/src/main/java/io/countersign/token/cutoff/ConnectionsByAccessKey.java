package io.countersign.token.cutoff;

import io.countersign.access.AccessKeys;
import io.countersign.events.criteria.Criteria;

/** The rows of the connections that rest on an access key. */
final class ConnectionsByAccessKey {
    private ConnectionsByAccessKey() {
    }

    static Criteria key(String key) {
        var kind = key.substring(0, key.indexOf(':'));
        var name = AccessKeys.name(key);
        return switch (kind) {
            case "organization" -> Criteria.equal("parties.organizationId", name);
            case "project" -> Criteria.equal("parties.projectId", name);
            case "server" -> Criteria.equal("parties.serverId", name);
            case "client" -> Criteria.equal("parties.clientId", name);
            case "consent" -> Criteria.equal("parties.consentId", name);
            case "binding" -> both("parties.clientId", "parties.serverId", name);
            case "member" -> both("parties.organizationId", "parties.subjectId", name);
            default -> throw new IllegalArgumentException("No connections rest on " + key);
        };
    }

    private static Criteria both(String first, String second, String names) {
        var between = names.indexOf(':');
        return Criteria.and(Criteria.equal(first, names.substring(0, between)), Criteria.equal(second, names.substring(between + 1)));
    }
}
