package io.countersign.registry.managementkey;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RevokeManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RotateManagementKey;
import io.countersign.events.command.Decision;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ManagementKeyState} to its stream. */
@Aggregate
class ManagementKey {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String keyId;
    private ManagementKeyState state = ManagementKeyState.initial();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(IssueManagementKey command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RevokeManagementKey command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RotateManagementKey command) {
        decide(command);
    }

    private void decide(ManagementKeyCommand command) {
        Decision.apply(state, state.decide(command));
    }

    @EventSourcingHandler
    void on(ManagementKeyEvent event, @SequenceNumber long sequence) {
        keyId = event.keyId();
        state = state.evolve(event, sequence);
    }
}
