package io.countersign.token.connection;

import io.countersign.starter.event.Recorded;
import io.countersign.starter.event.Streams;
import io.countersign.starter.event.Streams.Loaded;
import io.countersign.token.contract.ConnectionEvent;
import org.springframework.stereotype.Component;

/** Connections as their own log has them, never a view. */
@Component
public class Connections {
    private final Streams streams;

    Connections(Streams streams) {
        this.streams = streams;
    }

    public Loaded<ConnectionState> load(String connectionId) {
        return streams.load(connectionId, ConnectionState.absent(), Connections::evolve);
    }

    private static ConnectionState evolve(ConnectionState state, Recorded<?> recorded) {
        return ConnectionState.evolve(state, (ConnectionEvent) recorded.event(), recorded.sequence());
    }
}
