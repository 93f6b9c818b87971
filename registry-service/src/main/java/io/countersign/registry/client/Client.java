package io.countersign.registry.client;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.registry.client.ClientCommand.AdmitClient;
import io.countersign.registry.client.ClientCommand.DeleteClient;
import io.countersign.registry.client.ClientCommand.RegisterByMetadata;
import io.countersign.registry.client.ClientCommand.RegisterClient;
import io.countersign.registry.client.ClientCommand.RejectApproval;
import io.countersign.registry.client.ClientCommand.RenewBinding;
import io.countersign.registry.client.ClientCommand.ReplaceRegistration;
import io.countersign.registry.client.ClientCommand.RequestApproval;
import io.countersign.registry.client.ClientCommand.SetBinding;
import io.countersign.registry.client.ClientCommand.UpdateClient;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.project.Projects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ClientState} to its stream. */
@Aggregate
class Client extends RuledAggregate<ClientEvent, ClientState> {
    Client() {
        super(ClientState.initial());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RegisterClient command, Projects projects, ClientNames names) {
        projects.toExtend(command.projectId(), command.by());
        handle(command);
        names.take(command.projectId(), command.name(), command.clientId());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RegisterByMetadata command, Projects projects, MetadataUrls urls) {
        projects.toExtend(command.projectId(), command.by());
        handle((ClientCommand) command);
        urls.take(state().existing().details());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(UpdateClient command, ClientNames names) {
        var before = state();
        handle(command);
        names.move(before.existing().details(), state().existing().details());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(DeleteClient command, ClientNames names, MetadataUrls urls) {
        var before = state();
        handle(command);
        names.giveBack(before, state());
        urls.giveBack(before, state());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(SetBinding command, BindableServers bindableServers) {
        bindableServers.require(state(), command.serverId(), command.scopes(), command.by());
        handle(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RenewBinding command, BindableServers bindableServers) {
        bindableServers.require(state(), command.serverId(), command.by());
        handle(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(AdmitClient command, AdmittingServers admitting, MetadataUrls urls) {
        admitting.require(command.serverId(), command.by(), DynamicClient.of(state(), command.as()));
        handle((ClientCommand) command);
        urls.take(state().existing().details());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RequestApproval command, AdmittingServers admitting, MetadataUrls urls) {
        admitting.requireApprovable(command.serverId(), command.by(), DynamicClient.of(state(), command.as()));
        handle((ClientCommand) command);
        urls.take(state().existing().details());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ReplaceRegistration command, AdmittingServers admitting) {
        handle((ClientCommand) command.at(state().existing().boundTo(admitting::leavesToOwners)));
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RejectApproval command, BindableServers bindableServers) {
        bindableServers.require(state(), command.serverId(), command.by());
        handle((ClientCommand) command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ClientCommand command) {
        apply(command.clientId(), state().decide(command));
    }
}
