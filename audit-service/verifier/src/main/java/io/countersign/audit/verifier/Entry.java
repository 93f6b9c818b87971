package io.countersign.audit.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One recorded event as a leaf sees it: where it stands in its owner's log and its exact bytes.
 *
 * @param source   CloudEvents {@code source}, the log it stands in
 * @param position dense over that log
 * @param sequence dense over its aggregate
 * @param bytes    the CloudEvents envelope exactly as it was recorded
 */
public record Entry(String source, long position, long sequence, byte[] bytes) {
    private static final byte KIND = 1;

    /** Canonical encoding: kind 1, length and bytes of the source, position, sequence, length and bytes of the envelope; big-endian. */
    public byte[] encoded() {
        var name = source.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 4 + name.length + 8 + 8 + 4 + bytes.length).put(KIND).putInt(name.length).put(name)
                .putLong(position).putLong(sequence).putInt(bytes.length).put(bytes).array();
    }

    public Hash leaf() {
        return MerkleHashes.leaf(encoded());
    }
}
