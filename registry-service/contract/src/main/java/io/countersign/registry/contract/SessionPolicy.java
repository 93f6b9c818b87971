package io.countersign.registry.contract;

import org.jspecify.annotations.Nullable;

/**
 * How long access to a server lasts.
 *
 * @param accessSeconds   life of an access token
 * @param idleSeconds     a connection that is not used for so long expires
 * @param absoluteSeconds a connection expires so long after its authorization, used or not; null for never
 * @param refreshGraceSeconds for how long a refresh token that was exchanged already gives the same successor once more, 0 for never; null in
 *                            policies of before there was a choice: the default
 * @param personalTokenDays   how long a personal access token may live at most; null where members make none
 */
public record SessionPolicy(long accessSeconds, long idleSeconds, @Nullable Long absoluteSeconds,
        @Nullable Long refreshGraceSeconds, @Nullable Integer personalTokenDays) {
    /** Enough for a client whose processes share one refresh token, or that lost an answer. */
    public static final long DEFAULT_REFRESH_GRACE_SECONDS = 30;

    /** 15 minutes, 30 days, no absolute end, 30 seconds, no personal access tokens. */
    public static final SessionPolicy DEFAULT = new SessionPolicy(900, 2_592_000, null, null, null);

    public long refreshGrace() {
        return refreshGraceSeconds == null ? DEFAULT_REFRESH_GRACE_SECONDS : refreshGraceSeconds;
    }
}
