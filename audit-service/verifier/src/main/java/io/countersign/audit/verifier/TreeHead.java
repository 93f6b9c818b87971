package io.countersign.audit.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Size and root of one tree: of an organization ({@code organization:<id>}) or of the platform ({@code platform}). Each head is a leaf
 * of the installation's log.
 */
public record TreeHead(String tree, long size, Hash root) {
    private static final byte KIND = 2;

    /** Canonical encoding: kind 2, length and bytes of the tree's name, size, root; big-endian. */
    public byte[] encoded() {
        var name = tree.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 4 + name.length + 8 + Hash.LENGTH).put(KIND).putInt(name.length).put(name).putLong(size)
                .put(root.value()).array();
    }

    public Hash leaf() {
        return MerkleHashes.leaf(encoded());
    }
}
