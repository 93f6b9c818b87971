package io.countersign.token.owner;

import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.token.contract.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The terms that the owners' word leads to: lives as the server has them, and none that is longer than the binding lasts. */
public final class AuthorizedTerms {
    private AuthorizedTerms() {
    }

    public static Terms of(SortedSet<String> scopes, SortedMap<String, Long> epochs, AuthorizationAnswer answer, Instant now) {
        return new Terms(scopes, epochs, answer.server().idleSeconds(), absolute(answer, now));
    }

    /** Whole seconds, rounded down: it ends a moment before the binding rather than after it. */
    private static @Nullable Long absolute(AuthorizationAnswer answer, Instant now) {
        var absolute = answer.server().absoluteSeconds();
        if (answer.until() == null) {
            return absolute;
        }
        var lasts = Duration.between(now, answer.until()).toSeconds();
        return absolute == null ? lasts : Math.min(absolute, lasts);
    }
}
