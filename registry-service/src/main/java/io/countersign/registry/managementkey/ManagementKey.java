package io.countersign.registry.managementkey;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.registry.contract.ManagementKeyEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ManagementKeyState} to its stream. */
@Aggregate
class ManagementKey extends RuledAggregate<ManagementKeyEvent, ManagementKeyState> {
    ManagementKey() {
        super(ManagementKeyState.initial());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ManagementKeyCommand command) {
        apply(command.keyId(), state().decide(command));
    }
}
