package io.countersign.registry.client;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.registry.client.ClientCommand.DeleteClient;
import io.countersign.registry.client.ClientCommand.DisableClient;
import io.countersign.registry.client.ClientCommand.EnableClient;
import io.countersign.registry.client.ClientCommand.IssueSecret;
import io.countersign.registry.client.ClientCommand.RegisterClient;
import io.countersign.registry.client.ClientCommand.RenewBinding;
import io.countersign.registry.client.ClientCommand.RevokeClient;
import io.countersign.registry.client.ClientCommand.RevokeConnectionsOfClient;
import io.countersign.registry.client.ClientCommand.RevokeSecret;
import io.countersign.registry.client.ClientCommand.RotateSecret;
import io.countersign.registry.client.ClientCommand.SetBinding;
import io.countersign.registry.client.ClientCommand.Unbind;
import io.countersign.registry.client.ClientCommand.UpdateClient;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.project.Projects;
import io.countersign.events.command.Decision;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ClientState} to its stream. */
@Aggregate
class Client {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String clientId;
    private ClientState state = ClientState.initial();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RegisterClient command, Projects projects, ClientNames names) {
        projects.toExtend(command.projectId(), command.by());
        decide(command);
        names.take(command.projectId(), command.name(), command.clientId());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(UpdateClient command, ClientNames names) {
        var before = state;
        decide(command);
        names.move(before.existing().details(), state.existing().details());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(DeleteClient command, ClientNames names) {
        var before = state;
        decide(command);
        names.giveBack(before, state);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(SetBinding command, Bindable bindable) {
        bindable.require(state, command.serverId(), command.scopes(), command.by());
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RenewBinding command, Bindable bindable) {
        bindable.require(state, command.serverId(), command.by());
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(Unbind command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(IssueSecret command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RotateSecret command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RevokeSecret command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(DisableClient command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(EnableClient command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RevokeConnectionsOfClient command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RevokeClient command) {
        decide(command);
    }

    private void decide(ClientCommand command) {
        Decision.apply(state, state.decide(command));
    }

    @EventSourcingHandler
    void on(ClientEvent event, @SequenceNumber long sequence) {
        clientId = event.clientId();
        state = state.evolve(event, sequence);
    }
}
