package io.countersign.registry.server;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.registry.contract.McpServerEvent;
import io.countersign.registry.project.Projects;
import io.countersign.registry.reservation.Reservations;
import io.countersign.registry.reservation.Reservations.Scope;
import io.countersign.registry.server.McpServerCommand.RegisterServer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link McpServerState} to its stream. Slug and resource stay reserved for ever: no other server may inherit their tokens. */
@Aggregate
class McpServer extends RuledAggregate<McpServerEvent, McpServerState> {
    McpServer() {
        super(McpServerState.initial());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RegisterServer command, Projects projects, Reservations reservations) {
        projects.toExtend(command.projectId(), command.by());
        handle(command);
        reservations.reserve(Scope.SERVER_SLUG, Servers.slugValue(command.by().organizationId(), command.slug()), command.serverId());
        reservations.reserve(Scope.RESOURCE, command.resource(), command.serverId());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(McpServerCommand command) {
        apply(command.serverId(), state().decide(command));
    }
}
