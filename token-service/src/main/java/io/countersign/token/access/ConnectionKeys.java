package io.countersign.token.access;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.web.owner.AccessOwner;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.token.connection.ConnectionState;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The owner's word on {@code connection:} and {@code token:} keys, from the connections themselves. A token of a living connection is
 * open unless it was revoked; that it was ever issued its signature says. One of a connection that does not live has ended.
 */
@Component
class ConnectionKeys implements AccessOwner {
    private final Connections connections;

    ConnectionKeys(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("connection", "token");
    }

    @Override
    public Optional<AccessEntry> find(String key) {
        var parts = key.split(":", -1);
        return switch (parts[0] + "/" + parts.length) {
            case "connection/2" -> known(parts[1]).map(found -> found.state().entry(parts[1], found.version()));
            case "token/3" -> known(parts[1]).map(found -> token(found, parts[1], parts[2]));
            default -> Optional.empty();
        };
    }

    private Optional<Loaded<ConnectionState>> known(String connectionId) {
        return Optional.of(connections.load(connectionId)).filter(Loaded::exists);
    }

    private static AccessEntry token(Loaded<ConnectionState> found, String connectionId, String jti) {
        var key = AccessKeys.token(connectionId, jti);
        if (!(found.state() instanceof Active active)) {
            return new AccessEntry(key, 0, false, true, found.version());
        }
        var revoked = active.annotations().revokedTokens().get(jti);
        return revoked == null ? new AccessEntry(key, 0, false, false, 0) : new AccessEntry(key, 0, false, true, revoked.sequence());
    }
}
