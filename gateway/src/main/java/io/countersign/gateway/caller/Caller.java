package io.countersign.gateway.caller;

import io.countersign.web.passport.Actor;
import java.time.Instant;
import java.util.Set;

/**
 * An authenticated caller of the native API within one organization.
 *
 * @param method how it proved who it is, as the passport names it
 */
public record Caller(Actor actor, String organizationId, Set<String> roles, Instant authenticatedAt, String method) {
    public Caller {
        roles = Set.copyOf(roles);
    }
}
