package io.countersign.token.cutoff;

import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.log.Streams;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.CutoffEvent;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * When a connection was authorized under an epoch that had been cut already, because whoever authorized it did not know yet, it ends. Its
 * keys' cuts are read from the log behind the authorization: what is begun later finds the connection in the view instead.
 */
@Component
class WhenAuthorizedBelowACutThenRevoke implements Automation {
    private final EventCatalog source;
    private final Streams streams;
    private final Connections connections;

    WhenAuthorizedBelowACutThenRevoke(@Qualifier("connectionEvents") EventCatalog source, Streams streams, Connections connections) {
        this.source = source;
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public String name() {
        return "when-authorized-below-a-cut-then-revoke";
    }

    @Override
    public EventCatalog source() {
        return source;
    }

    @Override
    public List<Object> when(Recorded<?> recorded) {
        return switch (recorded.event()) {
            case ConnectionAuthorized e -> revocation(e.connectionId());
            case ConnectionReauthorized e -> revocation(e.connectionId());
            default -> List.of();
        };
    }

    /** Judged by what the connection rests on now: it may have been authorized again since. */
    private List<Object> revocation(String connectionId) {
        return connections.load(connectionId).state() instanceof Active active
                ? active.terms().epochs().keySet().stream().flatMap(key -> cuts(key).covering(active.terms().epochs()).stream())
                        .<Object>map(cut -> new RevokeConnection(connectionId, cut.reasonCode(), cut.cause(), cut.covering(), null))
                        .limit(1).toList()
                : List.of();
    }

    private CutoffState cuts(String key) {
        return streams.load(CutoffId.of(key), CutoffState.NONE, CutoffEvent.class).state();
    }
}
