package io.countersign.registry.project;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.ReasonCode;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a project. */
sealed interface ProjectCommand {
    String projectId();

    Authority by();

    record CreateProject(@TargetAggregateIdentifier String projectId, String name, Authority by) implements ProjectCommand {
    }

    record RenameProject(@TargetAggregateIdentifier String projectId, String name, Authority by) implements ProjectCommand {
    }

    /** @param confirmedName the project's name, typed by whoever means it (C-2) */
    record ArchiveProject(@TargetAggregateIdentifier String projectId, String confirmedName, ReasonCode reasonCode,
            Authority by) implements ProjectCommand {
    }
}
