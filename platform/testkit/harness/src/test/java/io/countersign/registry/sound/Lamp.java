package io.countersign.registry.sound;

import java.time.Clock;
import java.util.List;
import org.axonframework.spring.stereotype.Aggregate;

/** Takes the time from the clock it is given. */
@Aggregate
public final class Lamp {
    List<?> disable(LampState state, Clock clock) {
        return state.disable(clock.instant());
    }
}
