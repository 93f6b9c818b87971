package io.countersign.gateway.caller;

import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated caller within one organization.
 *
 * @param method  how it proved who it is, as the passport names it
 * @param session id of the gateway session it calls in, null for every other method
 */
public record Caller(Actor actor, String organizationId, Set<String> roles, Instant authenticatedAt, String method,
        @Nullable String session) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    Caller(Actor actor, String organizationId, Set<String> roles, Instant authenticatedAt, String method) {
        this(actor, organizationId, roles, authenticatedAt, method, null);
    }

    /** What is handed inward. */
    public Passport passport() {
        return new Passport(actor, organizationId, roles, authenticatedAt, method, session);
    }
}
