package io.countersign.web.passport;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who calls inward, as the gateway or a named service vouches for it. It is the {@code principal} of every request a service accepts.
 *
 * @param actor           opaque id of the caller
 * @param organization    organization id the call is about, null for calls of the installation itself
 * @param roles           {@code owner}, {@code auditor}, {@code member}, {@code operator}, {@code service}, {@code project-admin:<projectId>}
 * @param authenticatedAt when the caller proved who it is
 * @param method          how: {@code management_key}, {@code session}, {@code bearer}, {@code service}
 * @param session         opaque id of the gateway session in which a person calls, null for every other method; never the cookie's value
 */
public record Passport(Actor actor, @Nullable String organization, Set<String> roles, Instant authenticatedAt, String method,
        @Nullable String session) {
    /** The role of a service that asks on its own behalf. */
    public static final String SERVICE = "service";

    private static final String PROJECT_ADMIN = "project-admin:";

    /** The method of a person who signed in at the gateway. */
    public static final String SESSION = "session";

    public Passport {
        if (SESSION.equals(method) == (session == null)) {
            throw new IllegalArgumentException("A session is named by the method session and by no other");
        }
        roles = Set.copyOf(roles);
    }

    /** A caller outside any session. */
    public Passport(Actor actor, @Nullable String organization, Set<String> roles, Instant authenticatedAt, String method) {
        this(actor, organization, roles, authenticatedAt, method, null);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    /** Ids of the projects that the caller administers. */
    public Set<String> projects() {
        return roles.stream().filter(role -> role.startsWith(PROJECT_ADMIN)).map(role -> role.substring(PROJECT_ADMIN.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
