package io.countersign.token.usage;

import org.jspecify.annotations.Nullable;

/**
 * All that is known of a connection's use.
 *
 * @param usage of its calls; null while there was none
 */
public record Used(@Nullable Usage usage, UsedDays days) {
    /** Nothing was told. */
    public static final Used NEVER = new Used(null, UsedDays.NONE);
}
