package io.countersign.registry.sound;

import io.countersign.registry.sound.contract.LampEvent;
import io.countersign.registry.sound.contract.LampEvent.LampDisabled;
import io.countersign.registry.sound.contract.LampEvent.Why;
import java.time.Instant;
import java.util.List;

/** Decides by what it is given. */
public record LampState(Instant installedAt) {
    List<LampEvent> disable(Instant now) {
        return now.isBefore(installedAt) ? List.of() : List.of(new LampDisabled("lmp-1", Why.ADMIN));
    }
}
