package io.countersign.token.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.criteria.Criteria;
import io.countersign.token.connection.Lifetime;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** EL-36 and C4: every connection has one status, and which one follows from the clock and the client as well. */
class StatusTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final Instant END = BEGIN.plusSeconds(60);
    private static final Criteria ENDED = Criteria.in("parties.clientId", Set.of("cli-ended"));

    private static ConnectionOverview row(String recorded, String clientId) {
        var life = Lifetime.begun(new Terms(new TreeSet<>(), new TreeMap<>(), 60, null), BEGIN);
        return new ConnectionOverview(new Parties("org-1", "prj-1", clientId, "srv-1", "https://host", SubjectType.MEMBER, "usr-1", null),
                life,
                recorded, List.of(), null, life.endsAt().toEpochMilli(), null, null);
    }

    private static List<Status> statuses(ConnectionOverview row, Instant now) {
        return Stream.of(Status.values()).filter(status -> status.criteria(now, ENDED).matches(row)).toList();
    }

    @Test
    void whatIsRevokedOrWhoseClientIsRevokedIsRevoked() {
        for (var now : List.of(BEGIN, END)) {
            assertThat(statuses(row("REVOKED", "cli-1"), now)).containsExactly(Status.REVOKED);
            for (var recorded : List.of("ACTIVE", "EXPIRED", "REVOKED")) {
                assertThat(statuses(row(recorded, "cli-ended"), now)).containsExactly(Status.REVOKED);
            }
        }
    }

    @Test
    void whatLapsesIsExpiredFromThatInstantOn() {
        assertThat(statuses(row("ACTIVE", "cli-1"), END.minusMillis(1))).containsExactly(Status.ACTIVE);
        assertThat(statuses(row("ACTIVE", "cli-1"), END)).containsExactly(Status.EXPIRED);
        assertThat(statuses(row("EXPIRED", "cli-1"), BEGIN)).containsExactly(Status.EXPIRED);
    }
}
