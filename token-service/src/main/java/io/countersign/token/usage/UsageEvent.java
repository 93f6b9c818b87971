package io.countersign.token.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What gateways report about a connection, as far as it concerns its life. Facts of the topic {@code countersign.usage}. */
sealed interface UsageEvent {
    String connectionId();

    /** A tool was called. */
    record ToolCalled(String connectionId, Instant calledAt) implements UsageEvent {
    }

    /** A gateway refused access that had ended, for the first time. */
    record RevocationEnforced(String connectionId, String gateway, String boot, @Nullable Long lagMillis, Instant enforcedAt)
            implements
                UsageEvent {
    }
}
