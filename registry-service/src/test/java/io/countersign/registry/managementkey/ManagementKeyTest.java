package io.countersign.registry.managementkey;

import static io.countersign.registry.given.Given.ACME;
import static io.countersign.registry.given.Given.ADMIN_OF_PROJECT;
import static io.countersign.registry.given.Given.OWNER;
import static io.countersign.registry.given.Given.OWNER_OF_ANOTHER_ORGANIZATION;
import static io.countersign.registry.given.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyIssued;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyResumed;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRevoked;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeyRotated;
import io.countersign.registry.contract.ManagementKeyEvent.ManagementKeySuspended;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.given.Entries;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.ResumeManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RevokeManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RotateManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.SuspendManagementKey;
import io.countersign.registry.refusal.Refused.Reason;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import io.countersign.testkit.harness.Aggregates;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ManagementKeyTest {
    private static final String ID = "key-1";
    private static final String MAKER = "usr-1";
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant OVERLAP_END = END.minusSeconds(1_000);
    private static final TreeSet<String> ROLES = new TreeSet<>(List.of("auditor"));
    private static final ManagementKeyIssued ISSUED = new ManagementKeyIssued(ID, ACME, "ci", ROLES, "ab12", END, MAKER);
    private static final ManagementKeyRotated ROTATED = new ManagementKeyRotated(ID, "cd34", END.plusSeconds(5_000), OVERLAP_END, "usr-2",
            ReasonCode.ADMIN);

    private static final ManagementKeySuspended SUSPENDED = new ManagementKeySuspended(ID, ReasonCode.LEAVER);

    private final AggregateTestFixture<ManagementKey> fixture = Aggregates.fixture(ManagementKey.class);

    private static ManagementKeyState.Usable after(ManagementKeyEvent... events) {
        return (ManagementKeyState.Usable) Entries.<ManagementKeyEvent, ManagementKeyState>fold(ManagementKeyState.initial(), events);
    }

    @Nested
    class GivenNothing {
        @Test
        void anOwnerIssuesAKey() {
            fixture.givenNoPriorActivity().when(new IssueManagementKey(ID, "ci", ROLES, "ab12", END, MAKER, OWNER)).expectEvents(ISSUED);
        }

        @Test
        void aProjectAdministratorDoesNot() {
            fixture.givenNoPriorActivity().when(new IssueManagementKey(ID, "ci", ROLES, "ab12", END, MAKER, ADMIN_OF_PROJECT))
                    .expectException(refused(Reason.FORBIDDEN));
        }
    }

    @Nested
    class GivenAKey {
        @Test
        void itAcceptsItsOwnSecretUntilItExpires() {
            var key = after(ISSUED);

            assertThat(key.accepts("ab12", END.minusSeconds(1))).isTrue();
            assertThat(key.accepts("ab13", END.minusSeconds(1))).isFalse();
            assertThat(key.accepts("ab12", END)).isFalse();
        }

        @Test
        void itStandsAsLongAsItsMakerIsAnOwner() {
            assertThat(after(ISSUED).stands(MAKER::equals)).isTrue();
            assertThat(after(ISSUED).stands(_ -> false)).isFalse();
            assertThat(after(new ManagementKeyIssued(ID, ACME, "bootstrap", ROLES, "ab12", END, null)).stands(_ -> false)).isTrue();
        }

        /** 2.6.1: whatever the maker is afterwards. */
        @Test
        void whoseMakerLeftIsSuspendedAndOpensNothingThoughTheMakerIsAnOwnerAgain() {
            fixture.given(ISSUED).when(new SuspendManagementKey(ID, MAKER, ReasonCode.LEAVER, OWNER)).expectEvents(SUSPENDED);
            assertThat(after(ISSUED, SUSPENDED).stands(MAKER::equals)).isFalse();
        }

        @Test
        void thatSomebodyElseAnswersForStaysAsItIsWhenItsFirstMakerLeaves() {
            fixture.given(ISSUED, ROTATED).when(new SuspendManagementKey(ID, MAKER, ReasonCode.LEAVER, OWNER)).expectNoEvents();
            fixture.given(ISSUED, SUSPENDED).when(new SuspendManagementKey(ID, MAKER, ReasonCode.LEAVER, OWNER)).expectNoEvents();
        }

        @Test
        void suspendedItIsResumedByAnOwnerWhoMakesItTheirsAndByNoRotation() {
            var resumed = new ManagementKeyResumed(ID, "usr-2", ReasonCode.ADMIN);
            fixture.given(ISSUED, SUSPENDED).when(new RotateManagementKey(ID, "cd34", ROTATED.expiresAt(), OVERLAP_END, "usr-2",
                    ReasonCode.ADMIN, OWNER)).expectException(refused(Reason.KEY_SUSPENDED));
            fixture.given(ISSUED, SUSPENDED).when(new ResumeManagementKey(ID, "usr-2", ReasonCode.ADMIN, OWNER)).expectEvents(resumed);
            fixture.given(ISSUED, SUSPENDED).when(new ResumeManagementKey(ID, "usr-2", ReasonCode.ADMIN, OWNER_OF_ANOTHER_ORGANIZATION))
                    .expectException(refused(Reason.UNKNOWN));
            assertThat(after(ISSUED, SUSPENDED, resumed).stands("usr-2"::equals)).isTrue();
            assertThat(after(ISSUED, SUSPENDED, resumed).stands(MAKER::equals)).isFalse();
        }

        @Test
        void rotatingItGivesItASecondSecretAndAnotherWhoAnswersForIt() {
            fixture.given(ISSUED).when(new RotateManagementKey(ID, "cd34", ROTATED.expiresAt(), OVERLAP_END, "usr-2", ReasonCode.ADMIN,
                    OWNER)).expectEvents(ROTATED);
            var key = after(ISSUED, ROTATED);

            assertThat(key.accepts("ab12", OVERLAP_END.minusSeconds(1))).isTrue();
            assertThat(key.accepts("ab12", OVERLAP_END)).isFalse();
            assertThat(key.accepts("cd34", OVERLAP_END)).isTrue();
            assertThat(key.accepts("cd34", ROTATED.expiresAt())).isFalse();
            assertThat(key.stands("usr-2"::equals)).isTrue();
            assertThat(key.stands(MAKER::equals)).isFalse();
        }

        @Test
        void thereAreNeverMoreThanTwoSecretsAndAnOverlapProlongsNone() {
            var third = new ManagementKeyRotated(ID, "ef56", END.plusSeconds(9_000), END.plusSeconds(8_000), MAKER, ReasonCode.ADMIN);
            var key = after(ISSUED, ROTATED, third);

            assertThat(key.accepts("ab12", OVERLAP_END.minusSeconds(1))).isFalse();
            assertThat(key.accepts("cd34", ROTATED.expiresAt().minusSeconds(1))).isTrue();
            assertThat(key.accepts("cd34", ROTATED.expiresAt())).isFalse();
        }

        @Test
        void revokingItTwiceIsRevokingItOnce() {
            fixture.given(ISSUED).when(new RevokeManagementKey(ID, ReasonCode.ADMIN, OWNER))
                    .expectEvents(new ManagementKeyRevoked(ID, ReasonCode.ADMIN));
            Aggregates.fixture(ManagementKey.class).given(ISSUED, new ManagementKeyRevoked(ID, ReasonCode.ADMIN))
                    .when(new RevokeManagementKey(ID, ReasonCode.ADMIN, OWNER)).expectNoEvents();
        }

        @Test
        void onceRevokedItIsNotRotated() {
            fixture.given(ISSUED, new ManagementKeyRevoked(ID, ReasonCode.SECURITY))
                    .when(new RotateManagementKey(ID, "cd34", END, OVERLAP_END, MAKER, ReasonCode.ADMIN, OWNER))
                    .expectException(refused(Reason.ALREADY_TERMINAL));
        }

        @Test
        void anotherOrganizationDoesNotKnowIt() {
            fixture.given(ISSUED).when(new RevokeManagementKey(ID, ReasonCode.ADMIN, OWNER_OF_ANOTHER_ORGANIZATION))
                    .expectException(refused(Reason.UNKNOWN));
            Aggregates.fixture(ManagementKey.class).given(ISSUED)
                    .when(new RotateManagementKey(ID, "cd34", END, OVERLAP_END, MAKER, ReasonCode.ADMIN, OWNER_OF_ANOTHER_ORGANIZATION))
                    .expectException(refused(Reason.UNKNOWN));
        }
    }
}
