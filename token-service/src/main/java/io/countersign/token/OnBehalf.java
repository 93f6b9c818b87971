package io.countersign.token;

import io.countersign.events.command.Commands.Cause;
import io.countersign.web.passport.Actor;
import io.countersign.web.telemetry.Trail;
import org.jspecify.annotations.Nullable;

/** Why commands are sent where no passport stands behind them: a client at an OAuth endpoint, or this service by the clock. */
public final class OnBehalf {
    private OnBehalf() {
    }

    public static Cause client(String clientId, String organizationId) {
        return cause(new Actor(Actor.Type.CLIENT, clientId), organizationId);
    }

    public static Cause system(@Nullable String organizationId) {
        return cause(new Actor(Actor.Type.SYSTEM, "token-service"), organizationId);
    }

    private static Cause cause(Actor actor, @Nullable String organizationId) {
        var trail = Trail.current().orElseGet(Trail::fresh);
        return new Cause(actor, organizationId, null, trail.correlationId(), null);
    }
}
