package io.countersign.registry.managementkey;

import io.countersign.registry.contract.ManagementKeyEvent;
import io.countersign.starter.event.Streams;
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
        var state = streams.<ManagementKeyState>load(keyId, ManagementKeyState.initial(), (before,
                recorded) -> recorded.event() instanceof ManagementKeyEvent event ? before.evolve(event, recorded.sequence()) : before)
                .state();
        return state instanceof ManagementKeyState.Usable usable && usable.accepts(secretHash, clock.instant())
                ? Optional.of(usable)
                : Optional.empty();
    }
}
