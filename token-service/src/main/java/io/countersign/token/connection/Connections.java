package io.countersign.token.connection;

import io.countersign.web.owner.AccessDecisions;
import io.countersign.access.AccessKeys;
import io.countersign.events.log.Streams;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.contract.ConnectionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Connections as their own log has them, never a view. */
@Component
public class Connections {
    private final Streams streams;
    private final AccessDecisions access;
    private final Clock clock;

    Connections(Streams streams, AccessDecisions access, Clock clock) {
        this.streams = streams;
        this.access = access;
        this.clock = clock;
    }

    public Loaded<ConnectionState> load(String connectionId) {
        return streams.load(connectionId, ConnectionState.absent(), ConnectionEvent.class);
    }

    /**
     * How the connection stands. That it is alive may be said from memory beside a fresh feed: what this replica appended is remembered at
     * once, what another ended, cut or revoked is in the feed. Everything else is said by the log.
     */
    public ConnectionState current(String connectionId) {
        return access.fresh()
                && streams.recall(connectionId, ConnectionState.absent(), ConnectionEvent.class).state() instanceof Active active
                && alive(active, clock.instant()) && stands(active, connectionId) ? active : load(connectionId).state();
    }

    private static boolean alive(Active active, Instant now) {
        return active.life().lapse(now).isEmpty();
    }

    private boolean stands(Active active, String connectionId) {
        return access.check(Map.of(AccessKeys.connection(connectionId), active.access().epoch())).isEmpty();
    }
}
