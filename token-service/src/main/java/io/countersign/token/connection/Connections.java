package io.countersign.token.connection;

import io.countersign.access.AccessKeys;
import io.countersign.access.AccessTable;
import io.countersign.events.log.Streams;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.owner.FreshFeed;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Connections as their own log has them, never a view. */
@Component
public class Connections {
    private final Streams streams;
    private final FreshFeed feed;
    private final Clock clock;

    Connections(Streams streams, FreshFeed feed, Clock clock) {
        this.streams = streams;
        this.feed = feed;
        this.clock = clock;
    }

    public Loaded<ConnectionState> load(String connectionId) {
        return streams.load(connectionId, ConnectionState.absent(), ConnectionEvent.class);
    }

    /** How the connection stands: by memory as far as a fresh feed allows, else by the log. */
    public ConnectionState current(String connectionId) {
        return feed.now().map(fresh -> current(connectionId, fresh)).orElseGet(() -> load(connectionId).state());
    }

    /**
     * That the connection is alive may be said from memory beside a fresh feed: what this replica appended is remembered at once, what
     * another ended, cut or revoked is in the feed. Everything else is said by the log.
     */
    public ConnectionState current(String connectionId, AccessTable fresh) {
        var kept = streams.recall(connectionId, ConnectionState.absent(), ConnectionEvent.class).state();
        return kept instanceof Active active && alive(active, clock.instant()) && !outdated(active, connectionId, fresh)
                ? active
                : load(connectionId).state();
    }

    private static boolean alive(Active active, Instant now) {
        return active.terms().lapse(now).isEmpty();
    }

    private static boolean outdated(Active active, String connectionId, AccessTable feed) {
        var entry = feed.get(AccessKeys.connection(connectionId));
        return entry != null && (entry.ended() || entry.suspended() || entry.epoch() > active.access().epoch());
    }
}
