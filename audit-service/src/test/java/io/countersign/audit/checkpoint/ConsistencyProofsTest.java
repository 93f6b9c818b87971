package io.countersign.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.RealLedger;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.audit.verifier.Hash;
import io.countersign.audit.verifier.NoteSigner;
import io.countersign.audit.verifier.TreeGrowth;
import io.countersign.audit.verifier.TreeGrowth.Stand;
import io.countersign.web.problem.Problem;
import io.countersign.web.problem.ValidationFailed;
import io.countersign.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal D3: RFC 6962 section 2.1.2 between committed sizes of an organization's tree. */
class ConsistencyProofsTest {
    private static final NoteSigner SIGNER = CheckpointKey.signer("https://countersign.example", new byte[32]);
    private static final String TREE = TreeNames.ofOrganization("org-1");
    private static final int SAMPLED = 24;
    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final RealLedger log = new RealLedger(clock);
    @TempDir
    private Path directory;
    private ConsistencyProofs consistencyProofs;

    @BeforeEach
    void start() throws IOException {
        consistencyProofs = new ConsistencyProofs(log.history(),
                new Checkpoints(log.history(), SIGNER, new WitnessFile(new WitnessProperties(directory), SIGNER),
                        log.database(), clock));
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private long size() {
        return log.history().head(TREE).map(committed -> committed.head().size()).orElse(0L);
    }

    private static boolean proves(TreeGrowth proof) {
        return proof.verify(SIGNER.key(), null).verified();
    }

    @Test
    void everyPairOfSampledSizesIsProvenWhileEventsAreRecordedAtFullSpeed() throws InterruptedException {
        var stop = new AtomicBoolean();
        var random = new Random(7);
        var writer = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                log.record("/a", random.nextInt(4) == 0 ? "org-2" : "org-1", 1 + random.nextInt(300));
            }
        });
        var sizes = new ArrayList<Long>();
        var proven = 0;
        while (sizes.size() < SAMPLED && writer.isAlive()) {
            var size = size();
            if (size > 0 && !sizes.contains(size)) {
                sizes.add(size);
                for (var older : sizes) {
                    assertThat(proves(consistencyProofs.between(TREE, older, size))).as("%d to %d", older, size).isTrue();
                    proven++;
                }
            }
        }
        stop.set(true);
        writer.join();
        assertThat(proven).isEqualTo(SAMPLED * (SAMPLED + 1) / 2);
    }

    @Test
    void impossibleAndUncommittedSizesAreRefusedByName() {
        log.record("/a", "org-1", 5);
        assertThatExceptionOfType(ValidationFailed.class).isThrownBy(() -> consistencyProofs.between(TREE, 0, 5));
        assertThatExceptionOfType(ValidationFailed.class).isThrownBy(() -> consistencyProofs.between(TREE, 5, 4));
        assertRefused(4, 5, "No bundle was closed at size 4");
        assertRefused(5, 6, "The tree has 5 entries; it was never of size 6.");
    }

    private void assertRefused(long older, long newer, String why) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> consistencyProofs.between(TREE, older, newer)).withMessageContaining(why)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("size_not_committed"));
    }

    /** A server that hides, invents or rearranges is caught by the offline verifier, whatever part of the answer it bends. */
    @Test
    void aLyingServerIsCaught() throws IOException {
        log.record("/a", "org-1", 5);
        log.record("/a", "org-1", 6);
        log.record("/a", "org-1", 9);
        var honest = consistencyProofs.between(TREE, 5, 11);
        var other = consistencyProofs.between(TREE, 11, 20);
        var forked = fork();
        assertThat(proves(honest)).isTrue();
        var lies = List.of(with(honest, honest.older(), other.newer(), honest.path()),
                with(honest, honest.older(), honest.newer(), other.path()),
                with(honest, forked.older(), honest.newer(), honest.path()), with(honest, honest.older(), forked.newer(), forked.path()),
                with(honest, forked.older(), forked.newer(), forked.path()), with(honest, honest.newer(), honest.older(), honest.path()),
                with(honest, resized(honest.older(), 4), honest.newer(), honest.path()),
                with(honest, moved(honest.older()), honest.newer(), honest.path()),
                with(honest, rooted(honest.older(), honest.newer().root()), honest.newer(), honest.path()),
                new TreeGrowth(TreeNames.ofOrganization("org-2"), honest.older(), honest.newer(), honest.path(), honest.checkpoint()),
                new TreeGrowth(TREE, honest.older(), honest.newer(), honest.path(), honest.checkpoint().replace("\n", "\n\n")),
                new TreeGrowth(TREE, honest.older(), honest.newer(), honest.path(),
                        CheckpointKey.signer("https://countersign.example", another())
                                .sign(honest.checkpoint().substring(0, honest.checkpoint().indexOf("\n\n") + 1)).toString()));
        assertThat(lies).noneMatch(ConsistencyProofsTest::proves);
    }

    /** The same sizes of another history. */
    private TreeGrowth fork() throws IOException {
        try (var fork = new RealLedger(clock)) {
            fork.record("/b", "org-1", 5);
            fork.record("/b", "org-1", 6);
            History history = fork.history();
            return new ConsistencyProofs(history,
                    new Checkpoints(history, SIGNER, new WitnessFile(new WitnessProperties(directory.resolve("fork")),
                            SIGNER), fork.database(), clock))
                    .between(TREE, 5, 11);
        }
    }

    private static byte[] another() {
        var seed = new byte[32];
        seed[0] = 1;
        return seed;
    }

    private static TreeGrowth with(TreeGrowth honest, Stand older, Stand newer, List<Hash> path) {
        return new TreeGrowth(honest.tree(), older, newer, path, honest.checkpoint());
    }

    private static Stand resized(Stand stand, long size) {
        return new Stand(size, stand.root(), stand.headIndex(), stand.headPath());
    }

    private static Stand moved(Stand stand) {
        return new Stand(stand.size(), stand.root(), stand.headIndex() + 1, stand.headPath());
    }

    private static Stand rooted(Stand stand, Hash root) {
        return new Stand(stand.size(), root, stand.headIndex(), stand.headPath());
    }
}
