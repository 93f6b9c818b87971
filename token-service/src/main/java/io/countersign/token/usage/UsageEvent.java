package io.countersign.token.usage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What gateways report about a connection, as far as it concerns its life. Facts of the topic {@code countersign.usage}. */
public sealed interface UsageEvent {
    /** A tool was called. */
    record ToolCalled() implements UsageEvent {
    }

    /**
     * A gateway refused access that had ended, for the first time.
     *
     * @param lagMillis absent when that gateway did not see the end arrive
     */
    record RevocationEnforced(String gateway, String boot, @Nullable Long lagMillis, Instant enforcedAt) implements UsageEvent {
        public RevocationEnforced {
            requireNonNull(gateway);
            requireNonNull(boot);
            requireNonNull(enforcedAt);
        }
    }
}
