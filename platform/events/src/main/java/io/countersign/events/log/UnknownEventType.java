package io.countersign.events.log;

/** An event of a type that this version's catalog does not hold: parked until an upgrade, never skipped. */
public final class UnknownEventType extends RuntimeException {
    public UnknownEventType(String type) {
        super("This version does not know events of type " + type);
    }
}
