package io.countersign.token.cutoff;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import io.countersign.access.AccessKeys;
import org.bson.conversions.Bson;

/** The rows of the connections that rest on an access key. */
final class RestingOn {
    private RestingOn() {
    }

    static Bson key(String key) {
        var kind = key.substring(0, key.indexOf(':'));
        var name = AccessKeys.name(key);
        return switch (kind) {
            case "organization" -> eq("row.organizationId", name);
            case "project" -> eq("row.projectId", name);
            case "server" -> eq("row.serverId", name);
            case "client" -> eq("row.clientId", name);
            case "consent" -> eq("row.consentId", name);
            case "binding" -> both("row.clientId", "row.serverId", name);
            case "member" -> both("row.organizationId", "row.subjectId", name);
            default -> throw new IllegalArgumentException("No connections rest on " + key);
        };
    }

    private static Bson both(String first, String second, String names) {
        var between = names.indexOf(':');
        return and(eq(first, names.substring(0, between)), eq(second, names.substring(between + 1)));
    }
}
