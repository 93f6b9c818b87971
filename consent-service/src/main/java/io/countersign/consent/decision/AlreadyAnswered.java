package io.countersign.consent.decision;

/** An authorization request is answered once; whoever comes second gets what was decided. */
public final class AlreadyAnswered extends RuntimeException {
    AlreadyAnswered(String requestId) {
        super("The request " + requestId + " is answered.");
    }
}
