package io.countersign.token.connection;

import java.time.Duration;
import java.time.Instant;

/** A later connection of the same installation. */
public record Successor(String connectionId, Instant since) {
    /** How long a use of the earlier one shows that there are two installations after all. */
    public static final Duration TRIAL = Duration.ofHours(24);
}
