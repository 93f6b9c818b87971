package io.countersign.audit.verifier;

import java.util.ArrayList;
import java.util.List;

/** Computes the proofs of RFC 9162 sections 2.1.3 and 2.1.4 from complete subtrees, touching O(log n) of them. */
public final class Prover {
    private final TreeNodes nodes;

    public Prover(TreeNodes nodes) {
        this.nodes = nodes;
    }

    /** The root of the tree when it had {@code size} leaves. */
    public Hash root(long size) {
        return size == 0 ? MerkleHashes.EMPTY : root(0, size);
    }

    /** @throws IllegalArgumentException when there is no leaf {@code index} in a tree of {@code size} leaves */
    public InclusionProof inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("No leaf " + index + " in a tree of " + size + " leaves");
        }
        var path = new ArrayList<Hash>();
        descend(index, 0, size, path);
        return new InclusionProof(index, size, path);
    }

    private void descend(long index, long from, long to, List<Hash> path) {
        if (to - from == 1) {
            return;
        }
        var split = from + splitOf(to - from);
        if (index < split) {
            descend(index, from, split, path);
            path.add(root(split, to));
        } else {
            descend(index, split, to, path);
            path.add(root(from, split));
        }
    }

    /** @throws IllegalArgumentException unless {@code 0 <= older <= newer} */
    public ConsistencyProof consistency(long older, long newer) {
        if (older < 0 || older > newer) {
            throw new IllegalArgumentException("A tree of " + newer + " leaves was never one of " + older);
        }
        var path = new ArrayList<Hash>();
        if (older > 0 && older < newer) {
            subproof(older, 0, newer, true, path);
        }
        return new ConsistencyProof(older, newer, path);
    }

    private void subproof(long older, long from, long to, boolean whole, List<Hash> path) {
        if (older == to - from) {
            if (!whole) {
                path.add(root(from, to));
            }
            return;
        }
        var split = splitOf(to - from);
        if (older <= split) {
            subproof(older, from, from + split, whole, path);
            path.add(root(from + split, to));
        } else {
            subproof(older - split, from + split, to, false, path);
            path.add(root(from, from + split));
        }
    }

    /** The root over leaves {@code from} (inclusive) to {@code to}; {@code from} is a multiple of the largest power of two inside. */
    private Hash root(long from, long to) {
        var count = to - from;
        var level = 63 - Long.numberOfLeadingZeros(count);
        if (count == 1L << level) {
            return nodes.node(level, from >> level);
        }
        var split = from + splitOf(count);
        return MerkleHashes.node(root(from, split), root(split, to));
    }

    /** The largest power of two smaller than {@code count}. */
    private static long splitOf(long count) {
        return Long.highestOneBit(count - 1);
    }
}
