package io.countersign.token;

import io.countersign.events.command.Commands.Cause;
import io.countersign.web.passport.Actor;
import io.countersign.web.telemetry.CorrelationContext;
import org.jspecify.annotations.Nullable;

/** Why commands are sent where no passport stands behind them: a client at an OAuth endpoint, or this service by the clock. */
public final class OnBehalf {
    /** This service itself. */
    public static final Actor SYSTEM = new Actor(Actor.Type.SYSTEM, "token-service");

    private OnBehalf() {
    }

    public static Cause client(String clientId, String organizationId) {
        return client(clientId, organizationId, null);
    }

    /** @param causationId the event that what the client does now follows from */
    public static Cause client(String clientId, String organizationId, @Nullable String causationId) {
        return cause(new Actor(Actor.Type.CLIENT, clientId), organizationId, causationId);
    }

    /** @param causationId the event that what the member does now follows from */
    public static Cause member(String userId, String organizationId, @Nullable String causationId) {
        return cause(new Actor(Actor.Type.MEMBER, userId), organizationId, causationId);
    }

    public static Cause system(@Nullable String organizationId) {
        return cause(SYSTEM, organizationId, null);
    }

    private static Cause cause(Actor actor, @Nullable String organizationId, @Nullable String causationId) {
        var correlation = CorrelationContext.current().orElseGet(CorrelationContext::fresh);
        return new Cause(actor, organizationId, causationId, correlation.correlationId(), null);
    }
}
