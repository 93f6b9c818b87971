package io.countersign.registry.server;

import static io.countersign.registry.given.Given.ACME;
import static io.countersign.registry.given.Given.ADMIN_OF_ANOTHER_PROJECT;
import static io.countersign.registry.given.Given.ADMIN_OF_PROJECT;
import static io.countersign.registry.given.Given.OWNER;
import static io.countersign.registry.given.Given.OWNER_OF_ANOTHER_ORGANIZATION;
import static io.countersign.registry.given.Given.PROJECT;
import static io.countersign.registry.given.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.McpServerEvent;
import io.countersign.registry.contract.McpServerEvent.ApprovedScopesReplaced;
import io.countersign.registry.contract.McpServerEvent.McpServerConnectionsRevoked;
import io.countersign.registry.contract.McpServerEvent.McpServerDeleted;
import io.countersign.registry.contract.McpServerEvent.McpServerDetailsChanged;
import io.countersign.registry.contract.McpServerEvent.McpServerDisabled;
import io.countersign.registry.contract.McpServerEvent.McpServerEnabled;
import io.countersign.registry.contract.McpServerEvent.McpServerRegistered;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.contract.ServerScope;
import io.countersign.registry.contract.UnknownClients;
import io.countersign.registry.contract.UpstreamTimeouts;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.McpServerEvent.ToolPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UnknownClientsPolicyChanged;
import io.countersign.registry.contract.McpServerEvent.UpstreamTimeoutsChanged;
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.registry.given.Entries;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.registry.server.McpServerCommand.ChangeServer;
import io.countersign.registry.server.McpServerCommand.DeleteServer;
import io.countersign.registry.server.McpServerCommand.DisableServer;
import io.countersign.registry.server.McpServerCommand.EnableServer;
import io.countersign.registry.server.McpServerCommand.RegisterServer;
import io.countersign.registry.server.McpServerCommand.RevokeConnectionsOfServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import io.countersign.testkit.harness.Aggregates;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class McpServerTest {
    private static final String ID = "srv-1";
    private static final McpServerRegistered REGISTERED = new McpServerRegistered(ID, ACME, PROJECT, "billing", "Billing",
            "https://mcp.example/o/acme/mcp/billing", "https://billing.example/mcp",
            List.of(new ServerScope("read", "Read invoices", false)),
            List.of("read"), new TreeMap<>(Map.of("list", List.of("read"))), SessionPolicy.DEFAULT);
    private static final McpServerDisabled DISABLED = new McpServerDisabled(ID, ReasonCode.ADMIN);
    private static final McpServerDeleted DELETED = new McpServerDeleted(ID, ReasonCode.ADMIN);

    private final AggregateTestFixture<McpServer> fixture = Aggregates.fixture(McpServer.class);

    @Test
    void whichToolsAreListedIsSaidAtRegistrationToo() {
        assertThat(McpServerState.initial().decide(register(false))).hasSize(1);
        assertThat(McpServerState.initial().decide(register(true))).hasSize(2).last()
                .isEqualTo(new ToolPolicyChanged(ID, REGISTERED.toolScopes(), true));
    }

    private static RegisterServer register(boolean listOnlyCallableTools) {
        return new RegisterServer(ID, REGISTERED.projectId(), REGISTERED.slug(), REGISTERED.name(), REGISTERED.resource(),
                REGISTERED.upstreamUrl(), REGISTERED.scopes(), REGISTERED.challengeScopes(), REGISTERED.toolScopes(),
                REGISTERED.session(), UpstreamTimeouts.DEFAULT, listOnlyCallableTools, OWNER);
    }

    @Nested
    class GivenAServer {
        @Test
        void disablingPausesItAndEnablingResumesIt() {
            fixture.given(REGISTERED).when(new DisableServer(ID, ReasonCode.ADMIN, OWNER)).expectEvents(DISABLED);
            assertThat(
                    Entries.<McpServerEvent, McpServerState>after(McpServerState.initial(), REGISTERED, DISABLED,
                            new McpServerEnabled(ID, ReasonCode.ADMIN)))
                    .containsExactly(
                            new AccessEntry("server:srv-1", 0, true, false, 1), new AccessEntry("server:srv-1", 0, false, false, 2));
        }

        @Test
        void revokingItsConnectionsRaisesTheEpochAndItGoesOn() {
            var cut = new McpServerConnectionsRevoked(ID, ReasonCode.SECURITY);
            fixture.given(REGISTERED).when(new RevokeConnectionsOfServer(ID, ReasonCode.SECURITY, OWNER)).expectEvents(cut);
            assertThat(Entries.<McpServerEvent, McpServerState>after(McpServerState.initial(), REGISTERED, cut))
                    .containsExactly(new AccessEntry("server:srv-1", 1, false, false, 1));
        }

        /** C-2. */
        @Test
        void whoeverDeletesItNamesItExactly() {
            fixture.given(REGISTERED).when(new DeleteServer(ID, "billing", ReasonCode.ADMIN, OWNER))
                    .expectException(refused(Reason.NAME_MISMATCH));
        }

        @Test
        void enablingWhatIsEnabledChangesNothing() {
            fixture.given(REGISTERED).when(new EnableServer(ID, ReasonCode.ADMIN, OWNER)).expectNoEvents();
        }

        @Test
        void onlyWhatDiffersIsChanged() {
            fixture.given(REGISTERED)
                    .when(new ChangeServer(ID, "Invoices", null, null, null, null, SessionPolicy.DEFAULT, null, null, null, null, OWNER))
                    .expectEvents(new McpServerDetailsChanged(ID, "Invoices", "https://billing.example/mcp"));
        }

        @Test
        void itsTimeoutsAreChangedByThemselves() {
            var timeouts = new UpstreamTimeouts(120L, null, null);
            fixture.given(REGISTERED).when(new ChangeServer(ID, null, null, null, null, null, null, timeouts, null, null, null, OWNER))
                    .expectEvents(new UpstreamTimeoutsChanged(ID, timeouts));
        }

        @Test
        void whichToolsAreListedIsChangedWithTheToolPolicy() {
            var onlyCallable = new ChangeServer(ID, null, null, null, null, null, null, null, null, null, true, OWNER);
            var changed = new ToolPolicyChanged(ID, REGISTERED.toolScopes(), true);
            fixture.given(REGISTERED).when(onlyCallable).expectEvents(changed);
            Aggregates.fixture(McpServer.class).given(REGISTERED, changed).when(onlyCallable).expectNoEvents();
        }

        @Test
        void onlyAnOwnerOpensItToClientsThatRegisterThemselves() {
            var opened = new UnknownClientsPolicyChanged(ID, UnknownClients.AUTOMATIC, List.of());
            fixture.given(REGISTERED).when(unknownClients(UnknownClients.AUTOMATIC, OWNER)).expectEvents(opened);
            Aggregates.fixture(McpServer.class).given(REGISTERED).when(unknownClients(UnknownClients.AUTOMATIC, ADMIN_OF_PROJECT))
                    .expectException(refused(Reason.OWNER_REQUIRED));
            Aggregates.fixture(McpServer.class).given(REGISTERED, opened).when(unknownClients(UnknownClients.CLOSED, ADMIN_OF_PROJECT))
                    .expectEvents(new UnknownClientsPolicyChanged(ID, UnknownClients.CLOSED, List.of()));
        }

        private static ChangeServer unknownClients(UnknownClients policy, Authority by) {
            return new ChangeServer(ID, null, null, null, null, null, null, null, policy, null, null, by);
        }

        @Test
        void timeoutsThatAreAsTheyWereChangeNothing() {
            var timeouts = new UpstreamTimeouts(120L, null, null);
            fixture.given(REGISTERED, new UpstreamTimeoutsChanged(ID, timeouts))
                    .when(new ChangeServer(ID, null, null, null, null, null, null, timeouts, null, null, null, OWNER)).expectNoEvents();
        }

        @Test
        void scopesAndChallengeAreChangedTogether() {
            var scopes = List.of(new ServerScope("read", "Read invoices", false), new ServerScope("write", "Write invoices", false));
            fixture.given(REGISTERED)
                    .when(new ChangeServer(ID, null, null, scopes, List.of("write"), null, null, null, null, null, null, OWNER))
                    .expectEvents(new ApprovedScopesReplaced(ID, scopes, List.of("write")));
        }

        @Test
        void aScopeThatAToolNeedsCannotGo() {
            fixture.given(REGISTERED)
                    .when(new ChangeServer(ID, null, null, List.of(), List.of(), null, null, null, null, null, null, OWNER))
                    .expectException(refused(Reason.INVALID));
        }

        @Test
        void itsProjectsAdministratorMayChangeItAndToAnothersItDoesNotExist() {
            fixture.given(REGISTERED).when(new DisableServer(ID, ReasonCode.ADMIN, ADMIN_OF_PROJECT)).expectEvents(DISABLED);
            Aggregates.fixture(McpServer.class).given(REGISTERED)
                    .when(new DisableServer(ID, ReasonCode.ADMIN, ADMIN_OF_ANOTHER_PROJECT))
                    .expectException(refused(Reason.UNKNOWN));
        }

        @Test
        void anotherOrganizationDoesNotKnowIt() {
            fixture.given(REGISTERED).when(new DeleteServer(ID, "Billing", ReasonCode.ADMIN, OWNER_OF_ANOTHER_ORGANIZATION))
                    .expectException(refused(Reason.UNKNOWN));
        }
    }

    @Nested
    class GivenADeletedServer {
        @Test
        void itsAccessHasEnded() {
            assertThat(Entries.<McpServerEvent, McpServerState>after(McpServerState.initial(), REGISTERED, DELETED))
                    .containsExactly(new AccessEntry("server:srv-1", 0, false, true, 1));
        }

        @Test
        void deletingItAgainChangesNothing() {
            fixture.given(REGISTERED, DELETED).when(new DeleteServer(ID, "Billing", ReasonCode.ADMIN, OWNER)).expectNoEvents();
        }

        @Test
        void itCannotBeEnabled() {
            fixture.given(REGISTERED, DELETED).when(new EnableServer(ID, ReasonCode.ADMIN, OWNER))
                    .expectException(refused(Reason.ALREADY_TERMINAL));
        }
    }
}
