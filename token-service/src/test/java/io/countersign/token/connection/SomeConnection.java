package io.countersign.token.connection;

import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.List;
import java.util.Map;

/** A machine client's connection: idle for an hour at most, two hours altogether. */
final class SomeConnection {
    static final String ID = "con-1";
    static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    static final Duration IDLE = Duration.ofHours(1);
    static final Duration ABSOLUTE = Duration.ofHours(2);

    private SomeConnection() {
    }

    static AuthorizeConnection authorize() {
        return new AuthorizeConnection(ID, "org-1", "prj-1", "cli-1", "srv-1", "https://host/o/acme/mcp/billing", SubjectType.CLIENT,
                "cli-1",
                new TreeSet<>(List.of("billing:read")), new TreeMap<>(Map.of("client:cli-1", 3L)), IDLE.toSeconds(), ABSOLUTE.toSeconds(),
                null, null, null);
    }

    /** A member's, resting on a consent. */
    static ConnectionAuthorized authorizedByAMember() {
        return new ConnectionAuthorized(ID, "org-1", "prj-1", "cli-1", "srv-1", "https://host/o/acme/mcp/billing", SubjectType.MEMBER,
                "usr-1", new TreeSet<>(List.of("billing:read")), new TreeMap<>(Map.of("consent:cns-1", 3L)), IDLE.toSeconds(),
                ABSOLUTE.toSeconds(), "cns-1", "http://127.0.0.1:4711/callback", null, BEGIN);
    }

    static ConnectionAuthorized authorized() {
        return new ConnectionAuthorized(ID, "org-1", "prj-1", "cli-1", "srv-1", "https://host/o/acme/mcp/billing", SubjectType.CLIENT,
                "cli-1", new TreeSet<>(List.of("billing:read")), new TreeMap<>(Map.of("client:cli-1", 3L)), IDLE.toSeconds(),
                ABSOLUTE.toSeconds(), null, null, null, BEGIN);
    }
}
