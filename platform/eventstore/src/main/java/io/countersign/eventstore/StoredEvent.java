package io.countersign.eventstore;

/**
 * An event as it stands in the log.
 *
 * @param position dense over the whole log; not part of {@code bytes}
 * @param bytes    exactly the bytes that were appended
 */
public record StoredEvent(long position, String aggregateId, long sequence, byte[] bytes) {
}
