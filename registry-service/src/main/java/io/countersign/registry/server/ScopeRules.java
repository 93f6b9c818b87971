package io.countersign.registry.server;

import io.countersign.registry.contract.ServerScope;
import io.countersign.registry.refusal.Refused;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server's scopes are distinct, and challenge and tools name only scopes it has (RFC 6749 section 3.3). */
final class ScopeRules {
    private ScopeRules() {
    }

    static void check(List<ServerScope> scopes, List<String> challengeScopes, Map<String, List<String>> toolScopes) {
        var names = new HashSet<String>();
        for (var scope : scopes) {
            if (!names.add(scope.name())) {
                throw Refused.invalid("scopes", "names " + scope.name() + " twice");
            }
        }
        requireKnown("challengeScopes", names, challengeScopes);
        toolScopes.forEach((tool, needed) -> requireKnown("toolScopes", names, needed));
    }

    private static void requireKnown(String field, Set<String> known, Collection<String> named) {
        for (var scope : named) {
            if (!known.contains(scope)) {
                throw Refused.invalid(field, "names a scope this server does not have: " + scope);
            }
        }
    }
}
