package io.countersign.token.connection;

import io.countersign.testkit.harness.Aggregates;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;

/** A machine client's connection: idle for an hour at most, two hours altogether. */
final class SomeConnection {
    static final String ID = "con-1";
    static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    static final Duration IDLE = Duration.ofHours(1);
    static final Duration ABSOLUTE = Duration.ofHours(2);

    private SomeConnection() {
    }

    static TestExecutor<Connection> at(Instant now, Object... past) {
        return at(_ -> {
            throw new AssertionError("No login is demanded here");
        }, now, past);
    }

    static TestExecutor<Connection> at(DemandsLogin logins, Instant now, Object... past) {
        var fixture = Aggregates.fixture(Connection.class);
        fixture.registerInjectableResource(Clock.fixed(now, ZoneOffset.UTC));
        fixture.registerInjectableResource(logins);
        return past.length == 0 ? fixture.givenNoPriorActivity() : fixture.given(past);
    }

    static AuthorizeConnection authorize() {
        return new AuthorizeConnection(ID, parties(SubjectType.CLIENT, "cli-1", null), terms("client:cli-1"), null, null);
    }

    /** A member's, resting on a consent. */
    static ConnectionAuthorized authorizedByAMember() {
        return new ConnectionAuthorized(ID, parties(SubjectType.MEMBER, "usr-1", "cns-1"), terms("consent:cns-1"),
                "http://127.0.0.1:4711/callback", null, BEGIN);
    }

    static ConnectionAuthorized authorized() {
        return new ConnectionAuthorized(ID, parties(SubjectType.CLIENT, "cli-1", null), terms("client:cli-1"), null, null, BEGIN);
    }

    private static Parties parties(SubjectType subjectType, String subjectId, @Nullable String consentId) {
        return new Parties("org-1", "prj-1", "cli-1", "srv-1", "https://host/o/acme/mcp/billing", subjectType, subjectId, consentId);
    }

    private static Terms terms(String key) {
        return new Terms(new TreeSet<>(List.of("billing:read")), new TreeMap<>(Map.of(key, 3L)), IDLE.toSeconds(), ABSOLUTE.toSeconds());
    }
}
