package io.countersign.token.connection;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.Decision;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.DeleteConnection;
import io.countersign.token.connection.ConnectionCommand.EndReusedConnection;
import io.countersign.token.connection.ConnectionCommand.ExpireConnection;
import io.countersign.token.connection.ConnectionCommand.FlagConnection;
import io.countersign.token.connection.ConnectionCommand.ReauthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RecordEnforcement;
import io.countersign.token.connection.ConnectionCommand.RecordUse;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeToken;
import io.countersign.token.connection.ConnectionCommand.UnflagConnection;
import io.countersign.token.connection.ConnectionCommand.SucceedConnection;
import io.countersign.token.connection.ConnectionCommand.SupersedeConnection;
import io.countersign.token.contract.ConnectionEvent;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link ConnectionState} to its stream. */
@Aggregate
class Connection {
    @SuppressWarnings("UnusedVariable") // read by Axon
    @AggregateIdentifier
    private String connectionId;
    private ConnectionState state = ConnectionState.absent();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(AuthorizeConnection command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(ReauthorizeConnection command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(RecordUse command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(FlagConnection command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(UnflagConnection command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(RevokeToken command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(ExpireConnection command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(RevokeConnection command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(SucceedConnection command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(SupersedeConnection command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(EndReusedConnection command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(RecordEnforcement command, Clock clock) {
        decide(command, clock);
    }

    @CommandHandler
    void handle(DeleteConnection command, Clock clock) {
        decide(command, clock);
    }

    private void decide(ConnectionCommand command, Clock clock) {
        Decision.apply(state, state.decide(command, clock.instant()));
    }

    @EventSourcingHandler
    void on(ConnectionEvent event, @SequenceNumber long sequence) {
        connectionId = event.connectionId();
        state = state.evolve(event, sequence);
    }
}
