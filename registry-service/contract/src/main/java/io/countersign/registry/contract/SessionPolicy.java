package io.countersign.registry.contract;

import org.jspecify.annotations.Nullable;

/**
 * How long access to a server lasts.
 *
 * @param accessSeconds   life of an access token
 * @param idleSeconds     a connection that is not used for so long expires
 * @param absoluteSeconds a connection expires so long after its authorization, used or not; null for never
 */
public record SessionPolicy(long accessSeconds, long idleSeconds, @Nullable Long absoluteSeconds) {
    /** 15 minutes, 30 days, no absolute end. */
    public static final SessionPolicy DEFAULT = new SessionPolicy(900, 2_592_000, null);
}
