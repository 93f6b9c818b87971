package io.countersign.events.relay;

/** The service does not start, and the message says why and what to do: topic and store contradict each other, for example. */
public final class StartRefused extends RuntimeException {
    public StartRefused(String message) {
        super(message);
    }
}
