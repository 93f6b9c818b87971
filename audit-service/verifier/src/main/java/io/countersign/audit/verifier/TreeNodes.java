package io.countersign.audit.verifier;

/** Reads the roots of a tree's complete subtrees. */
@FunctionalInterface
public interface TreeNodes {
    /**
     * The root of the complete subtree of {@code 2^level} leaves that begins at leaf {@code index * 2^level}.
     *
     * @param level 0 is a leaf
     */
    Hash node(int level, long index);
}
