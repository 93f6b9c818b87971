package io.countersign.registry.server;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.registry.contract.McpServerEvent;
import io.countersign.registry.project.Projects;
import io.countersign.registry.reservation.Reservations;
import io.countersign.registry.reservation.Reservations.Scope;
import io.countersign.registry.server.McpServerCommand.ChangeServer;
import io.countersign.registry.server.McpServerCommand.DeleteServer;
import io.countersign.registry.server.McpServerCommand.DisableServer;
import io.countersign.registry.server.McpServerCommand.EnableServer;
import io.countersign.registry.server.McpServerCommand.RegisterServer;
import io.countersign.registry.server.McpServerCommand.RevokeConnectionsOfServer;
import io.countersign.events.command.Decision;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link McpServerState} to its stream. Slug and resource stay reserved for ever: no other server may inherit their tokens. */
@Aggregate
class McpServer {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String serverId;
    private McpServerState state = McpServerState.initial();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RegisterServer command, Projects projects, Reservations reservations) {
        projects.toExtend(command.projectId(), command.by());
        decide(command);
        reservations.reserve(Scope.SERVER_SLUG, Servers.slugValue(command.by().organizationId(), command.slug()), command.serverId());
        reservations.reserve(Scope.RESOURCE, command.resource(), command.serverId());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ChangeServer command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(EnableServer command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(DisableServer command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RevokeConnectionsOfServer command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(DeleteServer command) {
        decide(command);
    }

    private void decide(McpServerCommand command) {
        Decision.apply(state, state.decide(command));
    }

    @EventSourcingHandler
    void on(McpServerEvent event, @SequenceNumber long sequence) {
        serverId = event.serverId();
        state = state.evolve(event, sequence);
    }
}
