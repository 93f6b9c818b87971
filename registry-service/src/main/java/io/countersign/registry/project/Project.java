package io.countersign.registry.project;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.registry.contract.ProjectEvent;
import io.countersign.registry.project.ProjectCommand.ArchiveProject;
import io.countersign.registry.project.ProjectCommand.CreateProject;
import io.countersign.registry.project.ProjectCommand.RenameProject;
import io.countersign.events.command.Decision;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ProjectState} to its stream. */
@Aggregate
class Project {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String projectId;
    private ProjectState state = ProjectState.initial();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(CreateProject command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RenameProject command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ArchiveProject command) {
        decide(command);
    }

    private void decide(ProjectCommand command) {
        Decision.apply(state, state.decide(command));
    }

    @EventSourcingHandler
    void on(ProjectEvent event, @SequenceNumber long sequence) {
        projectId = event.projectId();
        state = state.evolve(event, sequence);
    }
}
