package io.countersign.registry.organization;

import static io.countersign.registry.given.Given.ACME;
import static io.countersign.registry.given.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.OrganizationEvent.LastOwnerLost;
import io.countersign.registry.contract.OrganizationEvent.OrganizationClosed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.OrganizationRenamed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationResumed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSuspended;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.given.Entries;
import io.countersign.registry.organization.OrganizationCommand.AppointOwner;
import io.countersign.registry.organization.OrganizationCommand.CloseOrganization;
import io.countersign.registry.organization.OrganizationCommand.GrantRole;
import io.countersign.registry.organization.OrganizationCommand.RenameOrganization;
import io.countersign.registry.organization.OrganizationCommand.ResumeOrganization;
import io.countersign.registry.organization.OrganizationCommand.SuspendOrganization;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRole;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRolesOfLeaver;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.testkit.harness.Aggregates;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrganizationTest {
    private static final OrganizationCreated CREATED = new OrganizationCreated(ACME, "acme", "Acme");
    private static final OrganizationSuspended SUSPENDED = new OrganizationSuspended(ACME, ReasonCode.SECURITY);
    private static final RoleGranted AUDITOR = new RoleGranted(ACME, "usr-1", "auditor", ReasonCode.ADMIN);

    private final AggregateTestFixture<Organization> fixture = Aggregates.fixture(Organization.class);

    @Nested
    class GivenAnOrganization {
        @Test
        void itCanBeRenamed() {
            fixture.given(CREATED).when(new RenameOrganization(ACME, "Acme Inc")).expectEvents(new OrganizationRenamed(ACME, "Acme Inc"));
        }

        @Test
        void theSameNameChangesNothing() {
            fixture.given(CREATED).when(new RenameOrganization(ACME, "Acme")).expectNoEvents();
        }

        @Test
        void suspendingTwiceIsSuspendingOnce() {
            fixture.given(CREATED).when(new SuspendOrganization(ACME, ReasonCode.SECURITY)).expectEvents(SUSPENDED);
            Aggregates.fixture(Organization.class).given(CREATED, SUSPENDED)
                    .when(new SuspendOrganization(ACME, ReasonCode.SECURITY))
                    .expectNoEvents();
        }

        @Test
        void aRoleIsGrantedOnce() {
            fixture.given(CREATED).when(new GrantRole(ACME, "usr-1", "auditor", ReasonCode.ADMIN)).expectEvents(AUDITOR);
            Aggregates.fixture(Organization.class).given(CREATED, AUDITOR)
                    .when(new GrantRole(ACME, "usr-1", "auditor", ReasonCode.ADMIN))
                    .expectNoEvents();
        }

        /** 2.6.1: prevented by nothing, for they are gone. */
        @Test
        void aLeaverLosesEveryRoleAndThatTheLastOwnerWentIsRecorded() {
            var owner = new RoleGranted(ACME, "usr-1", "owner", ReasonCode.ADMIN);
            fixture.given(CREATED, AUDITOR, owner).when(new WithdrawRolesOfLeaver(ACME, "usr-1")).expectEvents(
                    new RoleWithdrawn(ACME, "usr-1", "auditor", ReasonCode.LEAVER), new RoleWithdrawn(ACME, "usr-1", "owner",
                            ReasonCode.LEAVER),
                    new LastOwnerLost(ACME, "usr-1"));
        }

        @Test
        void anOwnerWhoLeavesAnotherBehindIsNotTheLast() {
            Aggregates.fixture(Organization.class)
                    .given(CREATED, new RoleGranted(ACME, "usr-1", "owner", ReasonCode.ADMIN),
                            new RoleGranted(ACME, "usr-2", "owner", ReasonCode.ADMIN))
                    .when(new WithdrawRolesOfLeaver(ACME, "usr-1"))
                    .expectEvents(new RoleWithdrawn(ACME, "usr-1", "owner", ReasonCode.LEAVER));
            Aggregates.fixture(Organization.class).given(CREATED, new RoleGranted(ACME, "usr-2", "owner", ReasonCode.ADMIN))
                    .when(new WithdrawRolesOfLeaver(ACME, "usr-1")).expectNoEvents();
        }

        @Test
        void onlyAHeldRoleIsWithdrawn() {
            fixture.given(CREATED, AUDITOR).when(new WithdrawRole(ACME, "usr-1", "auditor", ReasonCode.ADMIN))
                    .expectEvents(new RoleWithdrawn(ACME, "usr-1", "auditor", ReasonCode.ADMIN));
            Aggregates.fixture(Organization.class).given(CREATED).when(new WithdrawRole(ACME, "usr-1", "auditor", ReasonCode.ADMIN))
                    .expectNoEvents();
        }
    }

    @Nested
    class GivenASuspendedOrganization {
        @Test
        void itCanBeResumed() {
            fixture.given(CREATED, SUSPENDED).when(new ResumeOrganization(ACME, ReasonCode.ADMIN))
                    .expectEvents(new OrganizationResumed(ACME, ReasonCode.ADMIN));
        }

        @Test
        void suspendingPausesAndResumingClearsWithoutCutting() {
            assertThat(Entries.<OrganizationEvent, OrganizationState>after(OrganizationState.initial(), CREATED, SUSPENDED,
                    new OrganizationResumed(ACME, ReasonCode.ADMIN))).containsExactly(
                            new AccessEntry("organization:org-acme", 0, true, false, 1),
                            new AccessEntry("organization:org-acme", 0, false, false, 2));
        }
    }

    /** Closed is final: nothing changes in it any more, and its history stays. */
    @Nested
    class GivenAClosedOrganization {
        private static final OrganizationClosed CLOSED = new OrganizationClosed(ACME, ReasonCode.POLICY);

        @Test
        void itWasConfirmedWithItsExactName() {
            fixture.given(CREATED).when(new CloseOrganization(ACME, "acme", ReasonCode.POLICY))
                    .expectException(refused(Reason.NAME_MISMATCH));
            Aggregates.fixture(Organization.class).given(CREATED, SUSPENDED).when(new CloseOrganization(ACME, "Acme", ReasonCode.POLICY))
                    .expectEvents(CLOSED);
            Aggregates.fixture(Organization.class).given(CREATED, CLOSED).when(new CloseOrganization(ACME, "Acme", ReasonCode.POLICY))
                    .expectNoEvents();
        }

        @Test
        void itsKeyHasEnded() {
            assertThat(Entries.<OrganizationEvent, OrganizationState>after(OrganizationState.initial(), CREATED, CLOSED))
                    .containsExactly(new AccessEntry("organization:org-acme", 0, false, true, 1));
        }

        @Test
        void nothingChangesButThatLeaversLoseTheirRoles() {
            for (var command : List.of(new ResumeOrganization(ACME, ReasonCode.ADMIN), new SuspendOrganization(ACME, ReasonCode.ADMIN),
                    new RenameOrganization(ACME, "Other"), new GrantRole(ACME, "usr-2", "owner", ReasonCode.ADMIN),
                    new AppointOwner(ACME, "usr-2", ReasonCode.ADMIN))) {
                Aggregates.fixture(Organization.class).given(CREATED, CLOSED).when(command)
                        .expectException(refused(Reason.ALREADY_TERMINAL));
            }
            Aggregates.fixture(Organization.class).given(CREATED, AUDITOR, CLOSED).when(new WithdrawRolesOfLeaver(ACME, "usr-1"))
                    .expectEvents(new RoleWithdrawn(ACME, "usr-1", "auditor", ReasonCode.LEAVER));
        }
    }

    /** Nobody else could open it again. */
    @Nested
    class GivenAnOrganizationWhoseLastOwnerLeft {
        private static final RoleGranted FIRST = new RoleGranted(ACME, "usr-1", "owner", ReasonCode.ADMIN);
        private static final RoleWithdrawn LEFT = new RoleWithdrawn(ACME, "usr-1", "owner", ReasonCode.LEAVER);
        private static final RoleGranted NEXT = new RoleGranted(ACME, "usr-2", "owner", ReasonCode.ADMIN);

        @Test
        void anOwnerIsAppointedOnce() {
            var appoint = new AppointOwner(ACME, "usr-2", ReasonCode.ADMIN);
            fixture.given(CREATED, FIRST, LEFT).when(appoint).expectEvents(NEXT);
            Aggregates.fixture(Organization.class).given(CREATED, FIRST, LEFT, NEXT).when(appoint).expectNoEvents();
        }

        @Test
        void whereThereIsOneNobodyIsAppointed() {
            fixture.given(CREATED, FIRST).when(new AppointOwner(ACME, "usr-2", ReasonCode.ADMIN))
                    .expectException(refused(Reason.HAS_OWNERS));
        }
    }

    @Nested
    class GivenNothing {
        @Test
        void thereIsNothingToRename() {
            fixture.givenNoPriorActivity().when(new RenameOrganization(ACME, "Acme")).expectException(refused(Reason.UNKNOWN));
        }
    }
}
