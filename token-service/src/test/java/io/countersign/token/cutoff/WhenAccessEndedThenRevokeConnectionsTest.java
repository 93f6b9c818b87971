package io.countersign.token.cutoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ClientEvent.ClientDisabled;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.McpServerEvent.McpServerConnectionsRevoked;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.starter.event.Actor;
import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.projection.View.Row;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.overview.ConnectionOverview;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WhenAccessEndedThenRevokeConnectionsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private final WhenAccessEndedThenRevokeConnections policy = new WhenAccessEndedThenRevokeConnections(
            EventCatalog.of("countersign.registry", ClientEvent.class),
            new HeldViews(List.of(row("con-old", "ACTIVE", 2), row("con-new", "ACTIVE", 9), row("con-dead", "REVOKED", 2))));

    private static Row<ConnectionOverview> row(String id, String status, long bindingEpoch) {
        return new Row<>(id, 0, new ConnectionOverview("org-1", "prj-1", "cli-1", "srv-1", "https://host", "CLIENT", "cli-1", List.of(),
                status, List.of(),
                new TreeMap<>(Map.of("binding:cli-1:srv-1", bindingEpoch, "client:cli-1", bindingEpoch, "server:srv-1", bindingEpoch)),
                null, null, BEGIN, BEGIN, 60, null, 0, null,
                null, null, null, null, null));
    }

    private static Recorded<?> at(long sequence, Object event) {
        return new Recorded<>("/registry-service/registry/1", 40, "evt-1", "cli-1", sequence, event, "org-1",
                new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), BEGIN, null, "trail");
    }

    @Test
    void aRevokedClientLosesEveryConnectionThatStillStands() {
        assertThat(policy.when(at(12, new ClientRevoked("cli-1", "SECURITY")))).containsExactly(
                new RevokeConnection("con-old", ReasonCode.CLIENT_REVOKED, "evt-1", null),
                new RevokeConnection("con-new", ReasonCode.CLIENT_REVOKED, "evt-1", null));
    }

    @Test
    void anUnboundClientKeepsWhatALaterBindingGaveIt() {
        assertThat(policy.when(at(8, new ClientUnboundFromServer("cli-1", "srv-1"))))
                .containsExactly(new RevokeConnection("con-old", ReasonCode.CLIENT_UNBOUND, "evt-1", null));
    }

    /** Architecture section 6: cut. */
    @Test
    void whatWasAuthorizedAfterACutOfTheClientIsLeftAlone() {
        assertThat(policy.when(at(8, new ClientConnectionsRevoked("cli-1", "SECURITY"))))
                .containsExactly(new RevokeConnection("con-old", ReasonCode.SECURITY, "evt-1", null));
    }

    @Test
    void whatWasAuthorizedAfterACutOfTheServerIsLeftAlone() {
        assertThat(policy.when(at(8, new McpServerConnectionsRevoked("srv-1", "HOUSE_RULES"))))
                .containsExactly(new RevokeConnection("con-old", ReasonCode.ADMIN, "evt-1", null));
    }

    @Test
    void anArchivedProjectLosesEveryConnection() {
        assertThat(policy.when(at(3, new ProjectArchived("prj-1")))).hasSize(2);
    }

    @Test
    void aPauseRevokesNothing() {
        assertThat(policy.when(at(8, new ClientDisabled("cli-1", "ADMIN")))).isEmpty();
    }
}
