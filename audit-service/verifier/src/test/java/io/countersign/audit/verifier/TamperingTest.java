package io.countersign.audit.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal D1: every one of ten thousand mutations (a thousand, but for the profile {@code full}) is found and located, offline: bit flips, deleted, inserted and swapped entries, a
 * cut head or tail, a replaced tree head, another key, a dated-back checkpoint, an older backup, a fork.
 */
class TamperingTest {
    private static final boolean FULL = "full".equals(System.getProperty("countersign.proofs"));
    private static final int LOGS = FULL ? 50 : 5;
    private static final int BUNDLES = 3;
    private static final int MUTATIONS = 200;
    private static final int HISTORIES = FULL ? 50 : 10;
    @TempDir
    private Path directory;
    private final NoteSigner signer = Logs.signer();

    @Test
    void everyMutationOfAnExportIsFoundAndLocated() throws IOException {
        var tampering = new Tampering(signer);
        for (var seed = 0; seed < LOGS; seed++) {
            var random = new SplittableRandom(seed);
            var logs = Logs.random(seed, seed % 5 == 0 ? BUNDLES : BUNDLES - 1, signer);
            var witness = witness(logs);
            var clean = Archives.files(export(logs, logs.entries.size() > 3 ? 1 + seed % 2 : 1));
            for (var n = 0; n < MUTATIONS; n++) {
                var files = new LinkedHashMap<>(clean);
                var expected = tampering.mutate(files, random);
                var mutated = Archives.zip(files, directory.resolve("mutated.zip"));
                assertThat(ExportVerifier.verify(mutated, signer.key(), witness).findings()).as("seed %d mutation %d", seed, n)
                        .anyMatch(expected);
            }
        }
    }

    @Test
    void everyOtherHistoryContradictsTheWitness() throws IOException {
        for (var seed = 0; seed < HISTORIES; seed++) {
            var witnessed = Logs.random(seed, BUNDLES, signer);
            var witness = witness(witnessed);
            var fork = Logs.random(seed + HISTORIES, BUNDLES, signer);
            assertThat(ExportVerifier.verify(export(fork, 1), signer.key(), witness).findings()).as("fork %d", seed)
                    .anyMatch(Finding.Forked.class::isInstance);
            var backup = Logs.random(seed, BUNDLES - 1, signer);
            backup.now = witnessed.now;
            backup.checkpoint();
            assertThat(ExportVerifier.verify(export(backup, 1), signer.key(), witness).findings()).as("backup %d", seed)
                    .anyMatch(Finding.RolledBack.class::isInstance);
        }
    }

    private Witness witness(Logs logs) throws IOException {
        var file = directory.resolve("witness.jsonl");
        logs.witness(file);
        return Witness.read(file, signer.key());
    }

    private Path export(Logs logs, int step) throws IOException {
        var file = directory.resolve("export.zip");
        logs.export(file, step);
        return file;
    }
}
