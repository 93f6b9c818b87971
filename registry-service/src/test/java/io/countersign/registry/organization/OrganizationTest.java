package io.countersign.registry.organization;

import static io.countersign.registry.given.Given.ACME;
import static io.countersign.registry.given.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.OrganizationEvent.LastOwnerLost;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.OrganizationRenamed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationResumed;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSuspended;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.OrganizationEvent.RoleWithdrawn;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.given.Entries;
import io.countersign.registry.organization.OrganizationCommand.GrantRole;
import io.countersign.registry.organization.OrganizationCommand.RenameOrganization;
import io.countersign.registry.organization.OrganizationCommand.ResumeOrganization;
import io.countersign.registry.organization.OrganizationCommand.SuspendOrganization;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRole;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRolesOfLeaver;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.testkit.harness.Aggregates;
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

    @Nested
    class GivenNothing {
        @Test
        void thereIsNothingToRename() {
            fixture.givenNoPriorActivity().when(new RenameOrganization(ACME, "Acme")).expectException(refused(Reason.UNKNOWN));
        }
    }
}
