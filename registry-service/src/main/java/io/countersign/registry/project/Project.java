package io.countersign.registry.project;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.registry.contract.ProjectEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ProjectState} to its stream. */
@Aggregate
class Project extends RuledAggregate<ProjectEvent, ProjectState> {
    Project() {
        super(ProjectState.initial());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ProjectCommand command) {
        apply(command.projectId(), state().decide(command));
    }
}
