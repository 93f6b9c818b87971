package io.countersign.registry.project;

import static io.countersign.registry.given.Given.ACME;
import static io.countersign.registry.given.Given.ADMIN_OF_PROJECT;
import static io.countersign.registry.given.Given.OWNER;
import static io.countersign.registry.given.Given.OWNER_OF_ANOTHER_ORGANIZATION;
import static io.countersign.registry.given.Given.PROJECT;
import static io.countersign.registry.given.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.ProjectEvent;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.registry.contract.ProjectEvent.ProjectCreated;
import io.countersign.registry.contract.ProjectEvent.ProjectRenamed;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.given.Entries;
import io.countersign.registry.project.ProjectCommand.ArchiveProject;
import io.countersign.registry.project.ProjectCommand.CreateProject;
import io.countersign.registry.project.ProjectCommand.RenameProject;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.testkit.harness.Aggregates;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProjectTest {
    private static final ProjectCreated CREATED = new ProjectCreated(PROJECT, ACME, "Billing");
    private static final ProjectArchived ARCHIVED = new ProjectArchived(PROJECT, ReasonCode.ADMIN);

    private final AggregateTestFixture<Project> fixture = Aggregates.fixture(Project.class);

    @Nested
    class GivenNothing {
        @Test
        void anOwnerCreatesAProject() {
            fixture.givenNoPriorActivity().when(new CreateProject(PROJECT, "Billing", OWNER)).expectEvents(CREATED);
        }

        @Test
        void aProjectAdministratorDoesNot() {
            fixture.givenNoPriorActivity().when(new CreateProject(PROJECT, "Billing", ADMIN_OF_PROJECT))
                    .expectException(refused(Reason.FORBIDDEN));
        }
    }

    @Nested
    class GivenAProject {
        @Test
        void itCanBeRenamed() {
            fixture.given(CREATED).when(new RenameProject(PROJECT, "Invoices", OWNER))
                    .expectEvents(new ProjectRenamed(PROJECT, "Invoices"));
        }

        @Test
        void anotherOrganizationDoesNotKnowIt() {
            fixture.given(CREATED).when(new RenameProject(PROJECT, "Theirs", OWNER_OF_ANOTHER_ORGANIZATION))
                    .expectException(refused(Reason.UNKNOWN));
        }

        /** C-2. */
        @Test
        void whoeverArchivesItNamesItExactly() {
            fixture.given(CREATED).when(new ArchiveProject(PROJECT, "Invoices", ReasonCode.ADMIN, OWNER))
                    .expectException(refused(Reason.NAME_MISMATCH));
        }

        @Test
        void archivingItEndsAccess() {
            fixture.given(CREATED).when(new ArchiveProject(PROJECT, "Billing", ReasonCode.ADMIN, OWNER)).expectEvents(ARCHIVED);
            assertThat(Entries.<ProjectEvent, ProjectState>after(ProjectState.initial(), CREATED, ARCHIVED))
                    .containsExactly(new AccessEntry("project:prj-1", 0, false, true, 1));
        }
    }

    @Nested
    class GivenAnArchivedProject {
        @Test
        void archivingItAgainChangesNothing() {
            fixture.given(CREATED, ARCHIVED).when(new ArchiveProject(PROJECT, "Billing", ReasonCode.ADMIN, OWNER)).expectNoEvents();
        }

        @Test
        void itsNameStays() {
            fixture.given(CREATED, ARCHIVED).when(new RenameProject(PROJECT, "Late", OWNER))
                    .expectException(refused(Reason.ALREADY_TERMINAL));
        }
    }
}
