package io.countersign.registry.organization;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.managementkey.ManagementKeyIssuer;
import io.countersign.registry.organization.OrganizationCommand.CreateOrganization;
import io.countersign.registry.reservation.Reservations;
import io.countersign.registry.reservation.Reservations.Scope;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link OrganizationState} to its stream. */
@Aggregate
class Organization extends RuledAggregate<OrganizationEvent, OrganizationState> {
    Organization() {
        super(OrganizationState.initial());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(CreateOrganization command, Reservations reservations, ManagementKeyIssuer issuer) {
        handle(command);
        reservations.reserve(Scope.ORGANIZATION_SLUG, command.slug(), command.organizationId());
        command.keys().forEach(issuer::issue);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(OrganizationCommand command) {
        apply(command.organizationId(), state().decide(command));
    }
}
