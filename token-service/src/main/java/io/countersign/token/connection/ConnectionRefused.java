package io.countersign.token.connection;

/** A command the rule does not allow. */
public class ConnectionRefused extends RuntimeException {
    private final Reason reason;

    ConnectionRefused(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        /** There is no such connection. */
        UNKNOWN,
        /** The connection has ended; access takes a new authorization. */
        ENDED,
        /** Only an expired connection can be authorized again. */
        NOT_EXPIRED,
        /** A connection that is active must be revoked before it is deleted. */
        STILL_ACTIVE,
        /** It rests on no consent, so none can be withdrawn. */
        NO_CONSENT,
        /** It is no person's, so no login can be demanded. */
        NO_LOGIN
    }
}
