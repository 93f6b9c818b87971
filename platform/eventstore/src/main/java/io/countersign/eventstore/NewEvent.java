package io.countersign.eventstore;

/**
 * An event about to be appended: the exact bytes of its CloudEvents envelope, created once and never changed again.
 *
 * @param aggregateId the stream it belongs to (CloudEvents {@code subject})
 * @param sequence    its number in that stream, dense from 0
 * @param bytes       the envelope, UTF-8 JSON; at most 256 KiB
 */
public record NewEvent(String aggregateId, long sequence, byte[] bytes) {
    /** The unique key that makes a second event with the same sequence impossible. */
    public String key() {
        return aggregateId + "#" + sequence;
    }
}
