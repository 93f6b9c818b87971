package io.countersign.registry.managementkey;

import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.events.log.Streams;
import io.countersign.events.log.Streams.Loaded;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Management keys as the log has them now. */
@Component
public class ManagementKeys {
    private final Streams streams;
    private final Clock clock;

    ManagementKeys(Streams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    /** The key when it is usable and the hash is its secret's. */
    public Optional<ManagementKeyState.Usable> authenticate(String keyId, String secretHash) {
        return streams.load(keyId, ManagementKeyState.initial(), ManagementKeyEvent.class).as(ManagementKeyState.Usable.class)
                .map(Loaded::state).filter(usable -> usable.accepts(secretHash, clock.instant()));
    }
}
