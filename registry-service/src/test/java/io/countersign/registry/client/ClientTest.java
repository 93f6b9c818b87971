package io.countersign.registry.client;

import static io.countersign.registry.given.Given.ACME;
import static io.countersign.registry.given.Given.ADMIN_OF_ANOTHER_PROJECT;
import static io.countersign.registry.given.Given.OWNER;
import static io.countersign.registry.given.Given.OWNER_OF_ANOTHER_ORGANIZATION;
import static io.countersign.registry.given.Given.PROJECT;
import static io.countersign.registry.given.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.access.AccessEntry;
import io.countersign.registry.client.ClientCommand.DeleteClient;
import io.countersign.registry.client.ClientCommand.DisableClient;
import io.countersign.registry.client.ClientCommand.EnableClient;
import io.countersign.registry.client.ClientCommand.IssueSecret;
import io.countersign.registry.client.ClientCommand.RevokeClient;
import io.countersign.registry.client.ClientCommand.RevokeConnectionsOfClient;
import io.countersign.registry.client.ClientCommand.RevokeSecret;
import io.countersign.registry.client.ClientCommand.RotateSecret;
import io.countersign.registry.client.ClientCommand.Unbind;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientBindingChanged;
import io.countersign.registry.contract.ClientEvent.ClientBoundToServer;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ClientEvent.ClientDisabled;
import io.countersign.registry.contract.ClientEvent.ClientEnabled;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientSecretIssued;
import io.countersign.registry.contract.ClientEvent.ClientSecretRevoked;
import io.countersign.registry.contract.ClientEvent.ClientSecretRotated;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.given.Entries;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import io.countersign.testkit.harness.Aggregates;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClientTest {
    private static final String ID = "cli-1";
    private static final ClientRegistered REGISTERED = new ClientRegistered(ID, ACME, PROJECT, "Reports", "MANUAL", "CONFIDENTIAL",
            "client_secret_basic", List.of("client_credentials"), null, List.of());
    private static final ClientDisabled DISABLED = new ClientDisabled(ID, ReasonCode.ADMIN);
    private static final ClientConnectionsRevoked CUT = new ClientConnectionsRevoked(ID, ReasonCode.SECURITY);
    private static final ClientRevoked REVOKED = new ClientRevoked(ID, ReasonCode.SECURITY);
    private static final ClientBoundToServer BOUND = new ClientBoundToServer(ID, "srv-1", new TreeSet<>(List.of("read", "write")),
            ReasonCode.ADMIN);
    private static final ClientUnboundFromServer UNBOUND = new ClientUnboundFromServer(ID, "srv-1", ReasonCode.ADMIN);

    private final AggregateTestFixture<Client> fixture = Aggregates.fixture(Client.class);

    private static ClientSecretIssued secret(int number) {
        return new ClientSecretIssued(ID, "sec-" + number, "hash" + number, "wxyz", null);
    }

    @Nested
    class GivenAClient {
        @Test
        void disablingPausesItAndEnablingResumesIt() {
            fixture.given(REGISTERED).when(new DisableClient(ID, ReasonCode.ADMIN, OWNER)).expectEvents(DISABLED);
            assertThat(Entries.<ClientEvent, ClientState>after(ClientState.initial(), REGISTERED, DISABLED,
                    new ClientEnabled(ID, ReasonCode.ADMIN)))
                    .containsExactly(new AccessEntry("client:cli-1", 0, true, false, 1),
                            new AccessEntry("client:cli-1", 0, false, false, 2));
        }

        @Test
        void revokingItsConnectionsRaisesTheEpochAndItGoesOn() {
            fixture.given(REGISTERED).when(new RevokeConnectionsOfClient(ID, ReasonCode.SECURITY, OWNER)).expectEvents(CUT);
            assertThat(
                    Entries.<ClientEvent, ClientState>after(ClientState.initial(), REGISTERED, CUT, DISABLED, CUT,
                            new ClientEnabled(ID, ReasonCode.ADMIN)))
                    .containsExactly(new AccessEntry("client:cli-1", 1, false, false, 1),
                            new AccessEntry("client:cli-1", 1, true, false, 2),
                            new AccessEntry("client:cli-1", 3, true, false, 3), new AccessEntry("client:cli-1", 3, false, false, 4));
        }

        /** C-2, EL-20. */
        @Test
        void whoeverRevokesOrDeletesItNamesItExactly() {
            fixture.given(REGISTERED).when(new RevokeClient(ID, "reports", ReasonCode.ADMIN, OWNER))
                    .expectException(refused(Reason.NAME_MISMATCH));
            var client = Entries.<ClientEvent, ClientState>fold(ClientState.initial(), REGISTERED);
            assertThatThrownBy(() -> client.decide(new DeleteClient(ID, "Reports ", ReasonCode.ADMIN, OWNER)))
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.NAME_MISMATCH));
            Aggregates.fixture(Client.class).given(REGISTERED).when(new RevokeClient(ID, "Reports", ReasonCode.SECURITY, OWNER))
                    .expectEvents(REVOKED);
        }

        @Test
        void toAnotherProjectsAdministratorItDoesNotExist() {
            fixture.given(REGISTERED).when(new DisableClient(ID, ReasonCode.ADMIN, ADMIN_OF_ANOTHER_PROJECT))
                    .expectException(refused(Reason.UNKNOWN));
        }

        @Test
        void anotherOrganizationDoesNotKnowIt() {
            fixture.given(REGISTERED).when(new DisableClient(ID, ReasonCode.ADMIN, OWNER_OF_ANOTHER_ORGANIZATION))
                    .expectException(refused(Reason.UNKNOWN));
        }
    }

    @Nested
    class GivenARevokedClient {
        @Test
        void itsAccessHasEnded() {
            assertThat(Entries.<ClientEvent, ClientState>after(ClientState.initial(), REGISTERED, REVOKED))
                    .containsExactly(new AccessEntry("client:cli-1", 0, false, true, 1));
        }

        @Test
        void itCannotBeEnabled() {
            fixture.given(REGISTERED, REVOKED).when(new EnableClient(ID, ReasonCode.ADMIN, OWNER))
                    .expectException(refused(Reason.ALREADY_TERMINAL));
        }

        @Test
        void nothingIsLeftToCut() {
            fixture.given(REGISTERED, REVOKED).when(new RevokeConnectionsOfClient(ID, ReasonCode.ADMIN, OWNER))
                    .expectException(refused(Reason.ALREADY_TERMINAL));
        }

        @Test
        void revokingItAgainChangesNothing() {
            fixture.given(REGISTERED, REVOKED).when(new RevokeClient(ID, "Reports", ReasonCode.ADMIN, OWNER)).expectNoEvents();
        }
    }

    @Nested
    class GivenSecrets {
        @Test
        void whatWeakensACredentialIsNewsOfTheClientForEveryReplica() {
            var state = ClientState.initial().evolve(REGISTERED, 0).evolve(secret(1), 1);
            var rotated = new ClientSecretRotated(ID, "sec-2", "hash2", "wxyz", null, Instant.parse("2026-11-21T09:00:00Z"),
                    ReasonCode.ADMIN);

            for (var event : List.of(new ClientSecretRevoked(ID, "sec-1", ReasonCode.ADMIN), rotated)) {
                assertThat(state.evolve(event, 2).accessEntries(event, 2))
                        .containsExactly(new AccessEntry("client:" + ID, 0, false, false, 2));
            }
        }

        @Test
        void thereAreFiveAtMost() {
            var five = Stream.concat(Stream.of(REGISTERED), IntStream.rangeClosed(1, 5).mapToObj(ClientTest::secret)).toList();
            fixture.given(five).when(new IssueSecret(ID, new NewSecret("sec-6", "hash6", "wxyz", null), OWNER))
                    .expectException(refused(Reason.TOO_MANY));
        }

        @Test
        void aRevokedOneMakesRoom() {
            fixture.given(REGISTERED, secret(1)).when(new RevokeSecret(ID, "sec-1", ReasonCode.ADMIN, OWNER))
                    .expectEvents(new ClientSecretRevoked(ID, "sec-1", ReasonCode.ADMIN));
        }

        @Test
        void rotatingLetsTheEarlierOnesEndAfterTheOverlap() {
            var end = Instant.parse("2026-11-22T00:00:00Z");
            var rotated = new ClientSecretRotated(ID, "sec-2", "hash2", "wxyz", null, end, ReasonCode.ADMIN);
            fixture.given(REGISTERED, secret(1))
                    .when(new RotateSecret(ID, new NewSecret("sec-2", "hash2", "wxyz", null), end, ReasonCode.ADMIN, OWNER))
                    .expectEvents(rotated);

            var client = Entries.<ClientEvent, ClientState>fold(ClientState.initial(), REGISTERED, secret(1), rotated).existing();

            assertThat(client.secrets()).containsExactly(new ClientSecret("sec-1", "hash1", end), new ClientSecret("sec-2", "hash2", null));
        }

        @Test
        void anUnknownOneCannotBeRevoked() {
            fixture.given(REGISTERED).when(new RevokeSecret(ID, "sec-9", ReasonCode.ADMIN, OWNER)).expectException(refused(Reason.UNKNOWN));
        }
    }

    @Nested
    class GivenABinding {
        @Test
        void itsEpochIsTheSequenceOfTheEventThatBeganIt() {
            assertThat(Entries.<ClientEvent, ClientState>after(ClientState.initial(), REGISTERED, BOUND))
                    .containsExactly(new AccessEntry("binding:cli-1:srv-1", 1, false, false, 1));
        }

        @Test
        void wideningItCutsNothing() {
            var wider = new ClientBindingChanged(ID, "srv-1", new TreeSet<>(List.of("admin", "read", "write")), false, ReasonCode.ADMIN);
            assertThat(Entries.<ClientEvent, ClientState>after(ClientState.initial(), REGISTERED, BOUND, wider)).hasSize(1);
        }

        @Test
        void narrowingItCuts() {
            var narrower = new ClientBindingChanged(ID, "srv-1", new TreeSet<>(List.of("read")), true, ReasonCode.ADMIN);
            assertThat(Entries.<ClientEvent, ClientState>after(ClientState.initial(), REGISTERED, BOUND, narrower))
                    .endsWith(new AccessEntry("binding:cli-1:srv-1", 2, false, false, 2));
        }

        @Test
        void unbindingCutsAndBindingAgainBeginsAHigherEpoch() {
            fixture.given(REGISTERED, BOUND).when(new Unbind(ID, "srv-1", ReasonCode.ADMIN, OWNER)).expectEvents(UNBOUND);
            assertThat(Entries.<ClientEvent, ClientState>after(ClientState.initial(), REGISTERED, BOUND, UNBOUND, BOUND)).containsExactly(
                    new AccessEntry("binding:cli-1:srv-1", 1, false, false, 1), new AccessEntry("binding:cli-1:srv-1", 2, false, false, 2),
                    new AccessEntry("binding:cli-1:srv-1", 3, false, false, 3));
        }

        @Test
        void unbindingTwiceIsUnbindingOnce() {
            fixture.given(REGISTERED, BOUND, UNBOUND).when(new Unbind(ID, "srv-1", ReasonCode.ADMIN, OWNER)).expectNoEvents();
        }

        @Test
        void whatWasNeverBoundIsUnknown() {
            fixture.given(REGISTERED).when(new Unbind(ID, "srv-1", ReasonCode.ADMIN, OWNER)).expectException(refused(Reason.UNKNOWN));
        }
    }
}
