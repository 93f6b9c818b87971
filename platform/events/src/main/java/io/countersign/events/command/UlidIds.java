package io.countersign.events.command;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;

/** {@link Ids} from ULIDs, derived from the claim within a request that may be repeated. */
final class UlidIds implements Ids {
    private final RequestContext context;
    private final Clock clock;

    UlidIds(RequestContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    @Override
    public String next(String prefix) {
        var claimed = context.claimed();
        return prefix + "-" + (claimed == null ? UlidCreator.getMonotonicUlid(clock.millis()).toString() : claimed.nextUlid());
    }
}
