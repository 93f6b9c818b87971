package io.countersign.token.connection;

import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.ExpireConnection;
import io.countersign.token.connection.ConnectionCommand.ReauthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionCommand.SucceedConnection;
import java.time.Clock;
import java.util.function.Consumer;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Opens and ends connections within the caller's unit of work, so that what led to it is true in the same commit. */
@Component
public class OpenConnections {
    private final Repository<Connection> connections;
    private final Clock clock;

    OpenConnections(@Lazy Repository<Connection> connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    public void authorize(AuthorizeConnection command) {
        on(command.connectionId(), connection -> connection.handle(command, clock));
    }

    /** A life that ended by the clock is recorded as ended first. */
    public void reauthorize(ReauthorizeConnection command) {
        on(command.connectionId(), connection -> {
            connection.handle(new ExpireConnection(command.connectionId()), clock);
            connection.handle(command, clock);
        });
    }

    public void succeed(SucceedConnection command) {
        on(command.connectionId(), connection -> connection.handle(command, clock));
    }

    public void revoke(RevokeConnection command) {
        on(command.connectionId(), connection -> connection.handle(command, clock));
    }

    private void on(String connectionId, Consumer<Connection> decision) {
        try {
            connections.loadOrCreate(connectionId, Connection::new).execute(decision);
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
