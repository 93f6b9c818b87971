package io.countersign.gateway.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How recently somebody has to have proved who it is (OpenID Connect Core 1.0, section 3.1.2.1).
 *
 * @param maxAge seconds; null for whenever
 * @param login  {@code prompt=login}: now, for this request
 */
public record Freshness(@Nullable Integer maxAge, boolean login) {
    public static final Freshness ANY = new Freshness(null, false);

    /** Whether a login of that instant is recent enough, were it asked for by nobody in particular. */
    public boolean satisfiedBy(Instant authenticatedAt, Instant now) {
        return !login && (maxAge == null || !now.isAfter(authenticatedAt.plusSeconds(maxAge)));
    }

    boolean demanded() {
        return login || maxAge != null;
    }
}
