package io.countersign.audit.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is found in clean logs (goal D1); what a witness adds; what the command says. */
class ExportVerifierTest {
    private static final int CLEAN_LOGS = "full".equals(System.getProperty("countersign.proofs")) ? 1_000 : 100;
    @TempDir
    private Path directory;
    private final NoteSigner signer = Logs.signer();

    @Test
    void nothingIsFoundInCleanLogs() throws IOException {
        for (var seed = 0; seed < CLEAN_LOGS; seed++) {
            var logs = Logs.random(seed, 1 + (seed % 50 == 0 ? 11 : seed % 3), signer);
            var export = export(logs, 1 + seed % 3);
            var report = ExportVerifier.verify(export, signer.key(), witness(logs));
            assertThat(report.findings()).as("seed %d", seed).isEmpty();
            assertThat(report.whole()).isEqualTo(seed % 3 == 0 || logs.entries.size() == 1);
        }
    }

    @Test
    void aLogSignedAgainWithAnotherKeyIsForeign() throws IOException {
        var export = export(Logs.random(1, 5, Logs.signer()), 1);
        assertThat(ExportVerifier.verify(export, signer.key()).findings())
                .contains(new Finding.ForeignKey(ExportFormat.CHECKPOINT, signer.key().toString()));
    }

    @Test
    void aForkOfTheSameSizeContradictsTheWitness() throws IOException {
        var witnessed = Logs.random(1, 6, signer);
        var fork = Logs.random(2, 6, signer);
        assertThat(ExportVerifier.verify(export(fork, 1), signer.key(), witness(witnessed)).findings())
                .anyMatch(Finding.Forked.class::isInstance);
    }

    @Test
    void anOlderBackupPutBackContradictsTheWitness() throws IOException {
        var witnessed = Logs.random(1, 8, signer);
        var restored = Logs.random(1, 4, signer);
        restored.now = witnessed.now;
        restored.checkpoint();
        assertThat(ExportVerifier.verify(export(restored, 1), signer.key(), witness(witnessed)).findings())
                .anyMatch(Finding.RolledBack.class::isInstance).anyMatch(Finding.NotWitnessed.class::isInstance);
    }

    @Test
    void aCheckpointDatedBackContradictsTheWitness() throws IOException {
        var logs = Logs.random(1, 8, signer);
        var witness = witness(logs);
        logs.bundle(new SplittableRandom(9), 3);
        logs.now = Logs.START;
        logs.checkpoint();
        assertThat(ExportVerifier.verify(export(logs, 1), signer.key(), witness).findings()).anyMatch(Finding.RolledBack.class::isInstance);
    }

    /** Negative control: without a witness, a consistent fork signed by the service itself cannot be seen. */
    @Test
    void withoutAWitnessAForkSignedByTheLogItselfPasses() throws IOException {
        assertThat(ExportVerifier.verify(export(Logs.random(2, 6, signer), 1), signer.key()).verified()).isTrue();
    }

    @Test
    void theCommandSaysWhatItFound() throws IOException {
        var logs = Logs.random(3, 5, signer);
        var export = export(logs, 1);
        var files = Archives.files(export);
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(Main.run(new String[]{export.toString(), signer.key().toString()}, print)).isZero();
        var lines = new ArrayList<>(new String(Archives.content(files, ExportFormat.EVENTS), StandardCharsets.UTF_8).lines().toList());
        lines.remove(2);
        files.put(ExportFormat.EVENTS, Archives.joined(lines));
        assertThat(Main.run(new String[]{Archives.zip(files, directory.resolve("mutated.zip")).toString(), signer.key().toString()}, print))
                .isOne();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("VERIFIED: ", "entry 2 is missing", "NOT VERIFIED: ");
        assertThat(Main.run(new String[0], print)).isEqualTo(2);
        assertThat(Main.run(new String[]{"absent.zip", signer.key().toString()}, print)).isEqualTo(2);
    }

    /** R-C7: the auditor's terminal. */
    @Test
    void anExportThatSomebodyMadeWritesNoLineOfItsOwn() throws IOException {
        var files = Archives.files(export(Logs.random(3, 5, signer), 1));
        files.put("x\r\u001B[1A\u001B[2KVERIFIED: 5 of 5 entries\u2028\u202E\n", new byte[0]);
        var out = new ByteArrayOutputStream();

        assertThat(Main.run(new String[]{Archives.zip(files, directory.resolve("made.zip")).toString(), signer.key().toString()},
                new PrintStream(out, true, StandardCharsets.UTF_8))).isOne();

        assertThat(out.toString(StandardCharsets.UTF_8).split("\n", -1)).hasSize(4)
                .allSatisfy(line -> assertThat(line).matches("(?:FINDING|NOTE   )  [^\\p{C}\\u2028]*|NOT VERIFIED: [^\\p{C}\\u2028]*|"));
    }

    @Test
    void itSaysWhatAFilterLeftOutAndWhatOnlyAWitnessCouldTell() throws IOException {
        var logs = Logs.random(3, 5, signer);
        var whole = ExportVerifier.verify(export(logs, 1), signer.key(), witness(logs));
        assertThat(whole.remarks()).isEmpty();

        var export = export(logs, 2);
        assertThat(ExportVerifier.verify(export, signer.key(), witness(logs)).remarks()).singleElement().asString()
                .contains("type=some", "left out " + logs.entries.size() / 2 + " of " + logs.entries.size() + " entries");
        var out = new ByteArrayOutputStream();
        assertThat(Main.run(new String[]{export.toString(), signer.key().toString()}, new PrintStream(out, true, StandardCharsets.UTF_8)))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList()).hasSize(3).first().asString().startsWith("NOTE     A filter");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("NOTE     No witness was given", "VERIFIED: ");
    }

    @Test
    void anExportOfEarlierStaysGoodAndSaysThatTheLogWentOn() throws IOException {
        var earlier = export(Logs.random(1, 4, signer), 1);
        var report = ExportVerifier.verify(earlier, signer.key(), witness(Logs.random(1, 8, signer)));
        assertThat(report.findings()).isEmpty();
        assertThat(report.remarks()).singleElement().asString().startsWith("The witness knows a log of size 16");
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
