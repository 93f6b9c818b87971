package io.countersign.events.relay;

/** Topic and store contradict each other: the service does not start, and the message says what to do. */
public final class StartRefused extends RuntimeException {
    StartRefused(String message) {
        super(message);
    }
}
