package io.countersign.token.usage;

import org.jspecify.annotations.Nullable;

/**
 * All that is known of a connection's use.
 *
 * @param usage of its calls; null while there was none
 */
public record ConnectionUse(@Nullable Usage usage, UsedDays days) {
    /** Nothing was reported. */
    public static final ConnectionUse NEVER = new ConnectionUse(null, UsedDays.NONE);
}
