package io.countersign.token.cutoff;

import static io.countersign.registry.contract.ReasonCode.ADMIN;
import static io.countersign.registry.contract.ReasonCode.POLICY;
import static io.countersign.registry.contract.ReasonCode.REVIEW;
import static io.countersign.registry.contract.ReasonCode.SECURITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientBindingChanged;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ClientEvent.ClientDisabled;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.McpServerEvent.McpServerConnectionsRevoked;
import io.countersign.registry.contract.McpServerEvent.McpServerDeleted;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.web.passport.Actor;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.View.Row;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.overview.ConnectionOverview;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WhenAccessEndedThenRevokeConnectionsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private final WhenAccessEndedThenRevokeConnections policy = new WhenAccessEndedThenRevokeConnections(
            EventCatalog.of("countersign.registry", ClientEvent.class),
            new HeldViews(List.of(row("con-old", "ACTIVE", 2), row("con-new", "ACTIVE", 9), row("con-dead", "REVOKED", 2),
                    row("con-of-another-client", "prj-1", "cli-2", "srv-1"), row("con-at-another-server", "prj-1", "cli-1", "srv-2"),
                    row("con-of-others", "prj-2", "cli-3", "srv-3"))));

    private static Row<ConnectionOverview> row(String id, String status, long epoch) {
        return row(id, "prj-1", "cli-1", "srv-1", status, epoch);
    }

    private static Row<ConnectionOverview> row(String id, String projectId, String clientId, String serverId) {
        return row(id, projectId, clientId, serverId, "ACTIVE", 2);
    }

    private static Row<ConnectionOverview> row(String id, String projectId, String clientId, String serverId, String status, long epoch) {
        return new Row<>(id, 0, new ConnectionOverview("org-1", projectId, clientId, serverId, "https://host", "CLIENT", clientId,
                List.of(), status, List.of(),
                new TreeMap<>(
                        Map.of("binding:" + clientId + ":" + serverId, epoch, "client:" + clientId, epoch, "server:" + serverId, epoch)),
                null, null, BEGIN, BEGIN, 60, null, 0, null, null, null, null, null, null));
    }

    private List<String> revoked(long sequence, Object event) {
        return policy.when(at(sequence, event)).stream().map(command -> ((RevokeConnection) command).connectionId()).toList();
    }

    private static Recorded<?> at(long sequence, Object event) {
        return new Recorded<>("/registry-service/registry/1", 40, "evt-1", "cli-1", sequence, event, "org-1",
                new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), BEGIN, null, "trail");
    }

    @Test
    void aRevokedClientLosesEveryConnectionThatStillStandsAndNobodyElseLosesOne() {
        assertThat(revoked(12, new ClientRevoked("cli-1", SECURITY))).containsExactly("con-old", "con-new", "con-at-another-server");
    }

    @Test
    void aDeletedServerTakesItsConnectionsAlongWhoeverHoldsThem() {
        assertThat(revoked(12, new McpServerDeleted("srv-1", ADMIN))).containsExactly("con-old", "con-new", "con-of-another-client");
    }

    @Test
    void anArchivedProjectTakesAllOfItsOwnAlong() {
        assertThat(revoked(3, new ProjectArchived("prj-1", POLICY))).containsExactly("con-old", "con-new", "con-of-another-client",
                "con-at-another-server");
    }

    @Test
    void anUnboundClientKeepsWhatALaterBindingGaveItAndWhatItHasElsewhere() {
        assertThat(revoked(8, new ClientUnboundFromServer("cli-1", "srv-1", ADMIN))).containsExactly("con-old");
    }

    @Test
    void aNarrowedBindingEndsWhatWasAuthorizedBeforeAndAWiderOneEndsNothing() {
        var scopes = new TreeSet<>(List.of("billing:read"));
        assertThat(revoked(8, new ClientBindingChanged("cli-1", "srv-1", scopes, true, ADMIN))).containsExactly("con-old");
        assertThat(revoked(8, new ClientBindingChanged("cli-1", "srv-1", scopes, false, ADMIN))).isEmpty();
    }

    /** Architecture section 6: cut. */
    @Test
    void whatWasAuthorizedAfterACutOfTheClientIsLeftAlone() {
        assertThat(revoked(8, new ClientConnectionsRevoked("cli-1", SECURITY))).containsExactly("con-old", "con-at-another-server");
    }

    @Test
    void whatWasAuthorizedAfterACutOfTheServerIsLeftAlone() {
        assertThat(revoked(8, new McpServerConnectionsRevoked("srv-1", REVIEW))).containsExactly("con-old", "con-of-another-client");
    }

    /** Architecture section 4: the cause and the owner's own reason. */
    @Test
    void eachRevocationNamesItsCauseAndWhy() {
        assertThat(reason(new ClientRevoked("cli-3", SECURITY))).isEqualTo(ReasonCode.CLIENT_REVOKED);
        assertThat(reason(new McpServerDeleted("srv-3", ADMIN))).isEqualTo(ReasonCode.SERVER_DELETED);
        assertThat(reason(new ClientUnboundFromServer("cli-3", "srv-3", ADMIN))).isEqualTo(ReasonCode.CLIENT_UNBOUND);
        for (var why : io.countersign.registry.contract.ReasonCode.values()) {
            assertThat(reason(new ClientConnectionsRevoked("cli-3", why)).name()).isEqualTo(why.name());
            assertThat(reason(new ProjectArchived("prj-2", why)).name()).isEqualTo(why.name());
        }
    }

    private ReasonCode reason(Object event) {
        var command = (RevokeConnection) policy.when(at(8, event)).getFirst();
        assertThat(command).isEqualTo(new RevokeConnection("con-of-others", command.reasonCode(), "evt-1", null));
        return command.reasonCode();
    }

    @Test
    void aPauseRevokesNothing() {
        assertThat(revoked(8, new ClientDisabled("cli-1", ADMIN))).isEmpty();
    }
}
