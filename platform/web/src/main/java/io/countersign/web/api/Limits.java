package io.countersign.web.api;

import org.jspecify.annotations.Nullable;

/**
 * The one table of bounds on what callers may set (domain.md 5.7). Requests are checked against it; what was recorded before a bound
 * existed is brought within it where it is used, so that an old event never breaks anything.
 */
public final class Limits {
    /** Characters of a name. */
    public static final int NAME = 128;
    /** Characters of an id that a caller sends. */
    public static final int ID = 128;
    /** Characters of a URI. */
    public static final int URI = 2_048;
    /** Redirect URIs of a client. */
    public static final int REDIRECT_URIS = 20;
    /** Characters of a scope's description. */
    public static final int DESCRIPTION = 512;
    /** Characters of a scope's name (RFC 6749 section 3.3) or of a tool's. */
    public static final int TERM = 128;
    /** Scopes of a server, of a binding, of a tool. */
    public static final int SCOPES = 100;
    /** Tools with a policy of their own, per server. */
    public static final int TOOLS = 1_000;
    /** Domains whose clients a server lets in. */
    public static final int CLIENT_DOMAINS = 100;
    /** Bytes of a client id metadata document (CIMD-29). */
    public static final int METADATA_DOCUMENT_BYTES = 5_000;
    /** Rights of one management key. */
    public static final int RIGHTS = 20;

    public static final long ACCESS_TOKEN_SECONDS_MIN = 180;
    /** 31 days. */
    public static final long ACCESS_TOKEN_SECONDS_MAX = 2_678_400;
    public static final long IDLE_SECONDS_MIN = 300;
    /** 400 days, as long as issuance facts are kept. */
    public static final long IDLE_SECONDS_MAX = 34_560_000;
    public static final long ABSOLUTE_SECONDS_MIN = 300;
    /** Ten years. */
    public static final long ABSOLUTE_SECONDS_MAX = 315_360_000;
    /** How long a refresh token that was exchanged gives the same successor at most. */
    public static final long REFRESH_GRACE_SECONDS_MAX = 600;
    /** How long the gateway waits for a server's answer at most: one hour. */
    public static final long ANSWER_SECONDS_MAX = 3_600;
    /** How long the gateway waits for the next bytes of an answer at most. */
    public static final long PIECE_SECONDS_MAX = 600;
    /** How long the gateway keeps a connection to a server that carries no call at most. */
    public static final long CONNECTION_IDLE_SECONDS_MAX = 300;
    /** How long earlier secrets go on after a rotation at most: 30 days. */
    public static final long OVERLAP_SECONDS_MAX = 2_592_000;
    /** One day. */
    public static final long OVERLAP_SECONDS_DEFAULT = 86_400;
    /** Life of a client secret at most, in days: ten years. */
    public static final int CLIENT_SECRET_DAYS = 3_650;
    /** The longest that an initial access token lasts. */
    public static final int INITIAL_ACCESS_TOKEN_DAYS = 90;
    /** The most clients that one initial access token registers. */
    public static final int INITIAL_ACCESS_TOKEN_USES = 10_000;
    /** The longest that an end of a binding may be away. */
    public static final int BINDING_DAYS = 3_650;

    /** How long an organization may list what has ended, or keep it before it is deleted, in days: ten years. */
    public static final int ENDED_DAYS_MAX = 3_650;

    /** Life of a personal access token at most, in days. */
    public static final int PERSONAL_TOKEN_DAYS = 365;
    /** Life of a management key at most, in days: one year. */
    public static final int MANAGEMENT_KEY_DAYS = 365;
    /** Life of a management key whose maker says nothing, in days. */
    public static final int MANAGEMENT_KEY_DAYS_DEFAULT = 90;

    private Limits() {
    }

    /** An access token's life that was recorded whenever, within today's bounds. */
    public static long accessTokenSeconds(long recorded) {
        return Math.clamp(recorded, 1, ACCESS_TOKEN_SECONDS_MAX);
    }

    /** An idle life that was recorded whenever, within today's bounds. */
    public static long idleSeconds(long recorded) {
        return Math.clamp(recorded, 1, IDLE_SECONDS_MAX);
    }

    /** An absolute life that was recorded whenever, within today's bounds; null stays without limit. */
    public static @Nullable Long absoluteSeconds(@Nullable Long recorded) {
        return recorded == null ? null : Long.valueOf(Math.clamp(recorded, 1, ABSOLUTE_SECONDS_MAX));
    }

    /** A grace for refresh tokens that was recorded whenever, within today's bounds. */
    public static long refreshGraceSeconds(long recorded) {
        return Math.clamp(recorded, 0, REFRESH_GRACE_SECONDS_MAX);
    }
}
