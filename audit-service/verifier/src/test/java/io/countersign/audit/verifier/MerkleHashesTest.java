package io.countersign.audit.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MerkleHashesTest {
    private static final int LEAVES = 70;
    private final List<Hash> leaves = IntStream.range(0, LEAVES)
            .mapToObj(i -> MerkleHashes.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8))).toList();
    private final Prover prover = new Prover(Logs.nodes(leaves));

    private Hash root(int size) {
        var edge = RightEdge.EMPTY;
        for (var leaf : leaves.subList(0, size)) {
            edge = edge.append(leaf);
        }
        return edge.root();
    }

    /** The seven-leaf tree of Certificate Transparency's reference implementation. */
    @Test
    void rootsAreThoseOfTheReferenceImplementation() {
        var inputs = List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        var edge = RightEdge.EMPTY;
        var roots = new ArrayList<String>();
        for (var input : inputs) {
            edge = edge.append(MerkleHashes.leaf(HexFormat.of().parseHex(input)));
            roots.add(HexFormat.of().formatHex(edge.root().value()));
        }
        assertThat(MerkleHashes.EMPTY.value()).asHexString().isEqualToIgnoringCase(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(roots).startsWith("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")
                .endsWith("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @Test
    void everyLeafIsProvenInEveryTreeAndNowhereElse() {
        for (var size = 1; size <= LEAVES; size++) {
            var root = root(size);
            for (var index = 0; index < size; index++) {
                var proof = prover.inclusion(index, size);
                assertThat(proof.proves(leaves.get(index), root)).isTrue();
                assertThat(proof.proves(leaves.get((index + 1) % LEAVES), root)).isFalse();
                assertThat(new InclusionProof(index + 1L, size, proof.path()).proves(leaves.get(index), root)).isFalse();
            }
        }
    }

    @Test
    void everyOlderTreeIsProvenToBeTheBeginningOfEveryNewerOne() {
        for (var newer = 0; newer <= LEAVES; newer++) {
            for (var older = 0; older <= newer; older++) {
                var proof = prover.consistency(older, newer);
                assertThat(proof.proves(root(older), root(newer))).isTrue();
                if (older > 0 && older < newer) {
                    assertThat(proof.proves(root(older - 1), root(newer))).isFalse();
                    assertThat(proof.proves(root(older), root(newer - 1))).isFalse();
                }
            }
        }
    }

    @Test
    void impossibleProofsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> prover.inclusion(5, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> prover.inclusion(-1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> prover.consistency(6, 5));
        assertThat(new InclusionProof(5, 5, List.of()).proves(leaves.getFirst(), root(5))).isFalse();
        assertThat(new ConsistencyProof(6, 5, List.of()).proves(root(6), root(5))).isFalse();
    }

    /** A server that answers with the proof of another leaf, or with another history, is caught. */
    @Test
    void aLyingServerIsCaught() {
        var fork = new ArrayList<>(leaves);
        fork.set(3, MerkleHashes.leaf(new byte[]{1}));
        var forked = new Prover(Logs.nodes(fork));
        assertThat(prover.inclusion(4, 40).proves(leaves.get(5), root(40))).isFalse();
        assertThat(new InclusionProof(5, 40, prover.inclusion(4, 40).path()).proves(leaves.get(5), root(40))).isFalse();
        for (var older = 4; older < 40; older++) {
            var edge = RightEdge.EMPTY;
            for (var leaf : fork.subList(0, 40)) {
                edge = edge.append(leaf);
            }
            assertThat(forked.consistency(older, 40).proves(root(older), edge.root())).isFalse();
            assertThat(prover.consistency(older, 40).proves(root(older), edge.root())).isFalse();
        }
    }
}
