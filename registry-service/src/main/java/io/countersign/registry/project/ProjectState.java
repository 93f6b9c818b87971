package io.countersign.registry.project;

import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.ProjectEvent;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.registry.contract.ProjectEvent.ProjectCreated;
import io.countersign.registry.contract.ProjectEvent.ProjectRenamed;
import io.countersign.registry.project.ProjectCommand.ArchiveProject;
import io.countersign.registry.project.ProjectCommand.CreateProject;
import io.countersign.registry.project.ProjectCommand.RenameProject;
import io.countersign.registry.refusal.ExactName;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessState;
import io.countersign.access.EventSourcedState;
import java.util.List;

/** {@code Absent -> Existing}; archiving is terminal and ends access to everything in it. */
public sealed interface ProjectState extends EventSourcedState<ProjectEvent, ProjectState> {
    static ProjectState initial() {
        return new Absent();
    }

    /** There is no such project. */
    record Absent() implements ProjectState {
    }

    /** A project, archived when its access has ended. */
    record Existing(String projectId, String organizationId, String name, AccessState access) implements ProjectState {
        public boolean archived() {
            return access.ended();
        }
    }

    default List<ProjectEvent> decide(ProjectCommand command) {
        if (command instanceof CreateProject create) {
            return create(create);
        }
        var project = existing();
        if (!command.by().covers(project.organizationId, project.projectId)) {
            throw Refused.unknown();
        }
        if (!command.by().owner()) {
            throw Refused.forbidden();
        }
        return switch (command) {
            case CreateProject create -> create(create);
            case RenameProject rename when project.archived() -> throw Refused.terminal("This project is archived.");
            case RenameProject rename ->
                rename.name().equals(project.name()) ? List.of() : List.of(new ProjectRenamed(rename.projectId(), rename.name()));
            case ArchiveProject archive -> archive(project, archive);
        };
    }

    private static List<ProjectEvent> archive(Existing project, ArchiveProject archive) {
        ExactName.require(project.name, archive.confirmedName());
        return project.archived() ? List.of() : List.of(new ProjectArchived(archive.projectId(), archive.reasonCode()));
    }

    private List<ProjectEvent> create(CreateProject create) {
        if (!create.by().owner()) {
            throw Refused.forbidden();
        }
        return switch (this) {
            case Absent absent -> List.of(new ProjectCreated(create.projectId(), create.by().organizationId(), create.name()));
            case Existing existing -> throw Refused.because(Reason.ALREADY_EXISTS, "This project exists.");
        };
    }

    @Override
    default ProjectState evolve(ProjectEvent event, long sequence) {
        return switch (event) {
            case ProjectCreated e -> new Existing(e.projectId(), e.organizationId(), e.name(), AccessState.OPEN);
            case ProjectRenamed e -> new Existing(e.projectId(), existing().organizationId, e.name(), existing().access);
            case ProjectArchived e ->
                new Existing(e.projectId(), existing().organizationId, existing().name, existing().access.end());
        };
    }

    @Override
    default List<AccessEntry> accessEntries(ProjectEvent event, long sequence) {
        return switch (event) {
            case ProjectArchived e -> List.of(existing().access.entry(AccessKeys.project(e.projectId()), sequence));
            case ProjectCreated e -> List.of();
            case ProjectRenamed e -> List.of();
        };
    }

    /** @throws Refused when there is none */
    default Existing existing() {
        return switch (this) {
            case Existing existing -> existing;
            case Absent absent -> throw Refused.unknown();
        };
    }
}
