package io.countersign.registry.organization;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.managementkey.Keyring;
import io.countersign.registry.organization.OrganizationCommand.CreateOrganization;
import io.countersign.registry.organization.OrganizationCommand.GrantRole;
import io.countersign.registry.organization.OrganizationCommand.LinkIdentityProvider;
import io.countersign.registry.organization.OrganizationCommand.RenameOrganization;
import io.countersign.registry.organization.OrganizationCommand.ResumeOrganization;
import io.countersign.registry.organization.OrganizationCommand.SuspendOrganization;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRole;
import io.countersign.registry.reservation.Reservations;
import io.countersign.registry.reservation.Reservations.Scope;
import io.countersign.events.command.Decision;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link OrganizationState} to its stream. */
@Aggregate
class Organization {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String organizationId;
    private OrganizationState state = OrganizationState.initial();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(CreateOrganization command, Reservations reservations, Keyring keyring) {
        decide(command);
        reservations.reserve(Scope.ORGANIZATION_SLUG, command.slug(), command.organizationId());
        command.keys().forEach(keyring::issue);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(LinkIdentityProvider command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RenameOrganization command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(SuspendOrganization command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ResumeOrganization command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(GrantRole command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(WithdrawRole command) {
        decide(command);
    }

    private void decide(OrganizationCommand command) {
        Decision.apply(state, state.decide(command));
    }

    @EventSourcingHandler
    void on(OrganizationEvent event, @SequenceNumber long sequence) {
        organizationId = event.organizationId();
        state = state.evolve(event, sequence);
    }
}
