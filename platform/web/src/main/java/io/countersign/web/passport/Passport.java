package io.countersign.web.passport;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls inward, as the gateway or a named service vouches for it. It is the {@code principal} of every request a service accepts.
 *
 * @param actor           opaque id of the caller
 * @param organization    organization id the call is about, null for calls of the installation itself
 * @param roles           {@code owner}, {@code auditor}, {@code member}, {@code operator}, {@code service}, {@code project-admin:<projectId>}
 * @param authenticatedAt when the caller proved who it is
 * @param method          how: {@code management_key}, {@code session}, {@code bearer}, {@code service}
 */
public record Passport(Actor actor, @Nullable String organization, Set<String> roles, Instant authenticatedAt, String method) {
    /** The role of a service that asks on its own behalf. */
    public static final String SERVICE = "service";

    public Passport {
        roles = Set.copyOf(roles);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }
}
