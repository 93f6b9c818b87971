package io.countersign.audit.verifier;

import java.util.ArrayList;
import java.util.List;

/**
 * All that is needed to go on appending to a tree: the roots of its complete subtrees from left (largest) to right, one per set bit of
 * its size. Immutable.
 */
public record RightEdge(long size, List<Hash> subtrees) {
    /** The tree without leaves. */
    public static final RightEdge EMPTY = new RightEdge(0, List.of());

    public RightEdge {
        subtrees = List.copyOf(subtrees);
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException("A tree of size " + size + " has " + Long.bitCount(size) + " complete subtrees, not "
                    + subtrees.size());
        }
    }

    public RightEdge append(Hash leaf) {
        var edge = new ArrayList<>(subtrees);
        var last = leaf;
        for (var bits = size; (bits & 1) == 1; bits >>= 1) {
            last = MerkleHashes.node(edge.removeLast(), last);
        }
        edge.add(last);
        return new RightEdge(size + 1, edge);
    }

    /** The Merkle tree hash, RFC 9162 section 2.1.1. */
    public Hash root() {
        return subtrees.reversed().stream().reduce((right, left) -> MerkleHashes.node(left, right)).orElse(MerkleHashes.EMPTY);
    }
}
