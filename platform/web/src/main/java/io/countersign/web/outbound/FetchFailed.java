package io.countersign.web.outbound;

import java.io.IOException;

/** A fetch that brought nothing. */
public final class FetchFailed extends IOException {
    private final Reason reason;

    FetchFailed(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    FetchFailed(Reason reason, Throwable cause) {
        super(cause.getMessage(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        /** Not of a kind that is fetched: not https, with user information, or without a host. */
        ADDRESS,
        /** Its address or port is not open. */
        REFUSED,
        /** It answers with a redirect, which is never followed. */
        REDIRECT,
        /** It is larger than was asked for. */
        TOO_LARGE,
        /** It took longer than was asked for. */
        TOO_SLOW,
        /** No such host, no connection, a wrong certificate, a broken answer. */
        UNREACHABLE
    }
}
