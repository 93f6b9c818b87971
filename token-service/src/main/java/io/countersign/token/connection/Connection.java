package io.countersign.token.connection;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.contract.ConnectionEvent;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ConnectionState} to its stream. */
@Aggregate
class Connection extends RuledAggregate<ConnectionEvent, ConnectionState> {
    Connection() {
        super(ConnectionState.absent());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(ConnectionCommand command, Clock clock) {
        apply(command.connectionId(), state().decide(command, clock.instant()));
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RevokeConnection command, Clock clock, DemandsLogin logins) {
        var before = state();
        handle(command, clock);
        before.loginDemandedBy(command).ifPresent(logins::demand);
    }
}
