package io.countersign.web.peer;

/** A peer understood the question and refused it (4xx): its problem code and status. */
public final class PeerProblem extends RuntimeException {
    private final String peer;
    private final int status;
    private final String code;
    private final String detail;

    public PeerProblem(String peer, int status, String code, String detail) {
        super(peer + " answered " + status + " " + code);
        this.peer = peer;
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    public String peer() {
        return peer;
    }

    public int status() {
        return status;
    }

    /** The peer's stable code, {@code unknown} when it sent none. */
    public String code() {
        return code;
    }

    /** The peer's public sentence, empty when it sent none. */
    public String detail() {
        return detail;
    }
}
