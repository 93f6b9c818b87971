package io.countersign.token.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.passport.Actor;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.web.api.Limits;
import io.countersign.token.connection.Lifetime;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ConnectionUsed;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import io.countersign.token.overview.ConnectionOverview.End;
import io.countersign.token.overview.ConnectionOverview.Enforcement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectionOverviewProjectionTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final Actor OWNER = new Actor(Actor.Type.MANAGEMENT_KEY, "key-1");
    private static final Parties PARTIES = new Parties("org-1", "prj-1", "cli-1", "srv-1", "https://host/o/acme/mcp/billing",
            SubjectType.CLIENT, "cli-1", null);
    private static final Terms TERMS = new Terms(new TreeSet<>(List.of("billing:read")), new TreeMap<>(Map.of("client:cli-1", 3L)), 3_600,
            null);
    private static final ConnectionAuthorized AUTHORIZED = new ConnectionAuthorized("con-1", PARTIES, TERMS, null, "con-0", BEGIN);
    private final ConnectionOverviewProjection projection = new ConnectionOverviewProjection(
            EventCatalog.of("countersign.token", ConnectionEvent.class));

    private @Nullable ConnectionOverview fold(ConnectionEvent... events) {
        ConnectionOverview row = null;
        for (var sequence = 0; sequence < events.length; sequence++) {
            row = projection.apply(row, new Recorded<>("/token-service/connections/1", sequence, "evt-" + sequence, "con-1", sequence,
                    events[sequence], "org-1", OWNER, BEGIN, null, "trail"));
        }
        return row;
    }

    @Test
    void aRevokedConnectionSaysByWhomWhyAndWhenItWasFirstEnforced() {
        var revoked = BEGIN.plusSeconds(60);
        assertThat(fold(AUTHORIZED, new ConnectionUsed("con-1", BEGIN.plusSeconds(30)),
                new ConnectionRevoked("con-1", ReasonCode.SECURITY, null, null, null, revoked),
                new RevocationEnforced("con-1", "gateway-2", "b", 40, revoked.plusMillis(40)),
                new RevocationEnforced("con-1", "gateway-1", "b", 12, revoked.plusMillis(12))))
                .isEqualTo(new ConnectionOverview(PARTIES, new Lifetime(TERMS, BEGIN, BEGIN.plusSeconds(30)), "REVOKED", List.of(), "con-0",
                        BEGIN.plusSeconds(3_630).toEpochMilli(), new End(revoked, OWNER, ReasonCode.SECURITY, null),
                        new Enforcement(revoked.plusMillis(12), 12)));
    }

    @Test
    void whatLapsedIsExpiredBeforeAnybodyRecordedIt() {
        var row = java.util.Objects.requireNonNull(fold(AUTHORIZED));

        assertThat(row.statusAt(BEGIN.plusSeconds(3_599))).isEqualTo(Status.ACTIVE);
        assertThat(row.statusAt(BEGIN.plusSeconds(3_600))).isEqualTo(Status.EXPIRED);
    }

    /** A row of before lives had bounds: it must neither stop the view nor outlive them. */
    @Test
    void aLifeThatWasRecordedWithoutBoundsIsShownWithinThem() {
        var endless = new ConnectionAuthorized("con-1", PARTIES,
                new Terms(new TreeSet<>(), new TreeMap<>(), Long.MAX_VALUE, Long.MAX_VALUE), null, null, BEGIN);

        var row = java.util.Objects.requireNonNull(fold(endless, new ConnectionUsed("con-1", BEGIN.plusSeconds(30))));

        assertThat(row.endsAtMillis()).isEqualTo(BEGIN.plusSeconds(30 + Limits.IDLE_SECONDS_MAX).toEpochMilli());
    }

    @Test
    void aDeletedConnectionLeavesTheLists() {
        assertThat(fold(AUTHORIZED, new ConnectionRevoked("con-1", ReasonCode.ADMIN, null, null, null, BEGIN),
                new ConnectionDeleted("con-1", ReasonCode.ADMIN, BEGIN)))
                .isNull();
    }
}
