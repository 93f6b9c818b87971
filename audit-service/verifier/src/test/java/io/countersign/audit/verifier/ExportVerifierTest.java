package io.countersign.audit.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal D1: every alteration is found and located, and nothing is found in clean logs. */
class ExportVerifierTest {
    private static final int CLEAN_LOGS = 300;
    private static final int MUTATED_LOGS = 21;
    private static final int MUTATIONS_PER_LOG = 50;
    @TempDir
    private Path directory;
    private final NoteSigner signer = Logs.signer();

    @Test
    void nothingIsFoundInCleanLogs() throws IOException {
        for (var seed = 0; seed < CLEAN_LOGS; seed++) {
            var logs = Logs.random(seed, 1 + seed % 12, signer);
            var export = export(logs, 1 + seed % 3);
            var report = ExportVerifier.verify(export, signer.key(), witness(logs));
            assertThat(report.findings()).as("seed %d", seed).isEmpty();
            assertThat(report.whole()).isEqualTo(seed % 3 == 0 || logs.entries.size() == 1);
        }
    }

    @Test
    void everyMutationIsFoundAndLocated() throws IOException {
        for (var seed = 0; seed < MUTATED_LOGS; seed++) {
            var random = new SplittableRandom(seed);
            var logs = Logs.random(seed, 4 + random.nextInt(8), signer);
            var clean = files(export(logs, 1 + seed % 2));
            for (var n = 0; n < MUTATIONS_PER_LOG; n++) {
                var files = new LinkedHashMap<>(clean);
                var expected = mutate(files, random);
                var findings = ExportVerifier.verify(zip(files), signer.key(), witness(logs)).findings();
                assertThat(findings).as("seed %d mutation %d", seed, n).anyMatch(expected);
            }
        }
    }

    /** Alters the files in one random way and says which finding must come. */
    private static Predicate<Finding> mutate(Map<String, byte[]> files, SplittableRandom random) {
        var lines = new ArrayList<>(new String(content(files, ExportFormat.EVENTS), StandardCharsets.UTF_8).lines().toList());
        var at = random.nextInt(lines.size());
        var index = ExportFormat.read(lines.get(at).getBytes(StandardCharsets.UTF_8), ExportFormat.EventLine.class).index();
        Predicate<Finding> expected = switch (random.nextInt(9)) {
            case 0 -> {
                lines.remove(at);
                yield finding -> finding.equals(new Finding.MissingEntries(index, index + 1));
            }
            case 1 -> {
                lines.add(at + 1, lines.get(at));
                yield finding -> finding.equals(new Finding.InsertedEntry(at + 2L, index));
            }
            case 2 -> {
                var other = (at + 1) % lines.size();
                Collections.swap(lines, at, other);
                yield finding -> finding instanceof Finding.MisplacedEntry misplaced
                        && (misplaced.line() == at + 1 || misplaced.line() == other + 1);
            }
            case 3 -> {
                var line = ExportFormat.read(lines.get(at).getBytes(StandardCharsets.UTF_8), ExportFormat.EventLine.class);
                var forged = line.bytes().clone();
                forged[random.nextInt(forged.length)] ^= (byte) (1 << random.nextInt(8));
                lines.set(at, text(new ExportFormat.EventLine(line.index(), line.source(), line.position(), line.sequence(), forged,
                        line.path())));
                yield finding -> finding.equals(new Finding.AlteredEntry(at + 1L, index));
            }
            case 4 -> {
                var line = ExportFormat.read(lines.get(at).getBytes(StandardCharsets.UTF_8), ExportFormat.EventLine.class);
                lines.set(at, text(new ExportFormat.EventLine(line.index(), line.source(), line.position() + 1, line.sequence(),
                        line.bytes(), line.path())));
                yield finding -> finding.equals(new Finding.AlteredEntry(at + 1L, index));
            }
            case 5 -> {
                lines.set(at, flip(lines.get(at).getBytes(StandardCharsets.ISO_8859_1), random));
                yield finding -> line(finding) == at + 1 || (finding instanceof Finding.DamagedLine damaged && damaged.line() <= at + 2);
            }
            case 6 -> {
                var tail = lines.subList(at, lines.size());
                tail.clear();
                yield finding -> finding instanceof Finding.MissingEntries missing && missing.from() == index;
            }
            case 7 -> {
                var from = lines.subList(0, at + 1);
                var first = ExportFormat.read(from.getFirst().getBytes(StandardCharsets.UTF_8), ExportFormat.EventLine.class).index();
                from.clear();
                yield finding -> finding instanceof Finding.MissingEntries missing && missing.from() == first;
            }
            default -> {
                var names = new ArrayList<>(files.keySet());
                names.remove(ExportFormat.EVENTS);
                names.removeIf(name -> content(files, name).length == 0);
                var name = names.get(random.nextInt(names.size()));
                var bytes = content(files, name).clone();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                files.put(name, bytes);
                yield finding -> finding.message().contains(name)
                        || (finding instanceof Finding.AlteredFile && name.startsWith("manifest"));
            }
        };
        files.put(ExportFormat.EVENTS, joined(lines));
        return expected;
    }

    private static byte[] content(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name));
    }

    private static byte[] joined(List<String> lines) {
        return lines.isEmpty() ? new byte[0] : (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String flip(byte[] line, SplittableRandom random) {
        line[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(8));
        return new String(line, StandardCharsets.ISO_8859_1);
    }

    private static String text(Object record) {
        return new String(ExportFormat.write(record), StandardCharsets.UTF_8);
    }

    private static long line(Finding finding) {
        return switch (finding) {
            case Finding.AlteredEntry altered -> altered.line();
            case Finding.InsertedEntry inserted -> inserted.line();
            case Finding.DamagedLine damaged -> damaged.line();
            default -> -1;
        };
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
        var files = files(export);
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(Main.run(new String[]{export.toString(), signer.key().toString()}, print)).isZero();
        var lines = new ArrayList<>(new String(content(files, ExportFormat.EVENTS), StandardCharsets.UTF_8).lines().toList());
        lines.remove(2);
        files.put(ExportFormat.EVENTS, joined(lines));
        assertThat(Main.run(new String[]{zip(files).toString(), signer.key().toString()}, print)).isOne();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("VERIFIED: ", "entry 2 is missing", "NOT VERIFIED: ");
        assertThat(Main.run(new String[0], print)).isEqualTo(2);
        assertThat(Main.run(new String[]{"absent.zip", signer.key().toString()}, print)).isEqualTo(2);
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

    private static Map<String, byte[]> files(Path file) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }

    private Path zip(Map<String, byte[]> files) throws IOException {
        var file = directory.resolve("mutated.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}
