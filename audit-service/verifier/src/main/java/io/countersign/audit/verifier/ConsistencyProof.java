package io.countersign.audit.verifier;

import java.util.ArrayList;
import java.util.List;

/** That a tree of {@code newer} leaves began with one of {@code older} leaves, RFC 9162 section 2.1.4. */
public record ConsistencyProof(long older, long newer, List<Hash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Whether nothing was changed, removed or inserted between the two roots: the algorithm of section 2.1.4.2. */
    public boolean proves(Hash olderRoot, Hash newerRoot) {
        if (older < 0 || older > newer) {
            return false;
        }
        if (older == newer) {
            return path.isEmpty() && olderRoot.equals(newerRoot);
        }
        if (older == 0) {
            return path.isEmpty() && olderRoot.equals(MerkleHashes.EMPTY);
        }
        var proof = new ArrayList<>(path);
        if (Long.bitCount(older) == 1) {
            proof.addFirst(olderRoot);
        }
        return !proof.isEmpty() && climb(proof, olderRoot, newerRoot);
    }

    private boolean climb(List<Hash> proof, Hash olderRoot, Hash newerRoot) {
        var node = older - 1;
        var last = newer - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        var before = proof.getFirst();
        var after = proof.getFirst();
        for (var sibling : proof.subList(1, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                before = MerkleHashes.node(sibling, before);
                after = MerkleHashes.node(sibling, after);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                after = MerkleHashes.node(after, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && before.equals(olderRoot) && after.equals(newerRoot);
    }
}
