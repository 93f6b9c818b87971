package io.countersign.audit.intake;

/**
 * An event as its owner's relay delivered it.
 *
 * @param position dense over {@code source}
 * @param sequence dense over its aggregate
 * @param bytes    exactly the record's value
 */
public record DeliveredEvent(String source, long position, long sequence, byte[] bytes) {
}
