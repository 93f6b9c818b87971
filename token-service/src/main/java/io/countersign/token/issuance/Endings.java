package io.countersign.token.issuance;

import io.countersign.events.log.Streams;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How connections of machine clients ended, read from their streams. */
@Component
class Endings {
    private final Streams streams;

    Endings(Streams streams) {
        this.streams = streams;
    }

    /** Empty when no connection ever began under that binding. */
    Optional<Ending> of(String clientId, String serverId, long bindingSequence) {
        var id = MachineConnectionId.of(clientId, serverId, bindingSequence);
        var found = streams.load(id, new Ending(id, null, false, false, Collections.emptySortedMap()),
                (known, recorded) -> switch (recorded.event()) {
                    case ConnectionAuthorized e -> known.under(e.terms().epochs());
                    case ConnectionReauthorized e -> known.under(e.terms().epochs());
                    case ConnectionExpired _ -> known.lapsed();
                    case ConnectionRevoked e -> known.revoked(e);
                    default -> known;
                });
        return found.exists() ? Optional.of(found.state()) : Optional.empty();
    }

    /**
     * A connection as far as its end goes.
     *
     * @param reasonCode why it was revoked; null when it was not
     * @param asked      whether somebody revoked this very connection, as opposed to something it rested on
     */
    record Ending(String connectionId, @Nullable ReasonCode reasonCode, boolean asked, boolean expired, SortedMap<String, Long> epochs) {
        private Ending under(SortedMap<String, Long> then) {
            return new Ending(connectionId, null, false, false, then);
        }

        private Ending lapsed() {
            return new Ending(connectionId, reasonCode, asked, true, epochs);
        }

        private Ending revoked(ConnectionRevoked e) {
            return new Ending(connectionId, e.reasonCode(), e.cause() == null, expired, epochs);
        }
    }
}
