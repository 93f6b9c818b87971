package io.countersign.events.log;

/** Bytes that are no envelope of an event this version can read. */
public final class UnreadableEvent extends RuntimeException {
    public UnreadableEvent(long position, Throwable cause) {
        super("The event at position " + position + " cannot be read: " + cause.getMessage(), cause);
    }
}
