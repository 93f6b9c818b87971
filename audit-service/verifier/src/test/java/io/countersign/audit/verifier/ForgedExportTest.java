package io.countersign.audit.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that are right in every entry and lie all the same. */
class ForgedExportTest {
    private static final byte[] FOREIGN = "who looks at me?".getBytes(StandardCharsets.US_ASCII);
    private static final int END_LENGTH = 22;
    @TempDir
    private Path directory;
    private final NoteSigner signer = Logs.signer();

    /** Every one of them opens without complaint, and shows the files of the honest export. */
    @Nested
    class TheArchive {
        private byte[] honest = new byte[0];

        @BeforeEach
        void export() throws IOException {
            honest = Files.readAllBytes(ForgedExportTest.this.export(Logs.random(3, 5, signer)));
        }

        @Test
        void ofAnHonestExportHoldsNothingElse() throws IOException {
            assertThat(verified(honest)).isEmpty();
        }

        @Test
        void holdsNoBytesInFront() throws IOException {
            forged(joined(FOREIGN, honest));
            forged(moved(joined(FOREIGN, honest), FOREIGN.length));
        }

        @Test
        void holdsNoBytesBehind() throws IOException {
            forged(joined(honest, FOREIGN));
            var commented = honest.clone();
            ByteBuffer.wrap(commented).order(ByteOrder.LITTLE_ENDIAN).putShort(honest.length - 2, (short) FOREIGN.length);
            forged(joined(commented, FOREIGN));
        }

        @Test
        void holdsNoFileThatItsDirectoryDoesNotName() throws IOException {
            var hidden = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(hidden)) {
                zip.putNextEntry(new ZipEntry("events.jsonl"));
                zip.write(FOREIGN);
            }
            forged(inserted(Arrays.copyOf(hidden.toByteArray(), directoryOf(hidden.toByteArray()))));
        }

        @Test
        void holdsNoBytesBetweenItsFilesAndItsDirectory() throws IOException {
            forged(inserted(FOREIGN));
        }

        private byte[] inserted(byte[] bytes) {
            var at = directoryOf(honest);
            return directoryAt(joined(Arrays.copyOf(honest, at), bytes, Arrays.copyOfRange(honest, at, honest.length)),
                    at + bytes.length);
        }

        /** Every place that the directory names is that much further on. */
        private static byte[] moved(byte[] zip, int by) {
            var buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
            var at = directoryOf(zip) + by;
            directoryAt(zip, at);
            while (at < zip.length - END_LENGTH) {
                buffer.putInt(at + 42, buffer.getInt(at + 42) + by);
                at += 46 + buffer.getShort(at + 28) + buffer.getShort(at + 30);
            }
            return zip;
        }

        private static int directoryOf(byte[] zip) {
            return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
        }

        private static byte[] directoryAt(byte[] zip, int offset) {
            ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(zip.length - 6, offset);
            return zip;
        }

        private static byte[] joined(byte[]... parts) {
            var joined = new ByteArrayOutputStream();
            for (var part : parts) {
                joined.writeBytes(part);
            }
            return joined.toByteArray();
        }

        private void forged(byte[] zip) throws IOException {
            var file = Files.write(directory.resolve("forged.zip"), zip);
            try (var opened = new ZipFile(file.toFile())) {
                assertThat(opened.stream().map(ZipEntry::getName)).contains(ExportFormat.MANIFEST).doesNotHaveDuplicates();
            }
            assertThat(verified(zip)).anyMatch(Finding.AlteredFile.class::isInstance);
        }

        private List<Finding> verified(byte[] zip) throws IOException {
            return ExportVerifier.verify(Files.write(directory.resolve("forged.zip"), zip), signer.key()).findings();
        }
    }

    /** The service itself lies, with its own key. */
    @Nested
    class TheHistory {
        /** An old state with its own old checkpoint, which the witness has seen: only the time of the export gives it away. */
        @Test
        void isNotRolledBackToACheckpointThatWasTrueOnce() throws IOException {
            var witnessed = Logs.random(1, 8, signer);
            var restored = Logs.random(1, 4, signer);
            restored.now = witnessed.now.plusSeconds(1);

            assertThat(verified(restored, witnessed)).isNotEmpty().allMatch(Finding.RolledBack.class::isInstance);
        }

        @Test
        void isNotDatedBackInTheCheckpointsOfBefore() throws IOException {
            var witnessed = Logs.random(1, 8, signer);
            var dated = Logs.random(1, 8, signer);
            var first = dated(dated, 0, Duration.ofDays(-30));

            assertThat(verified(dated, witnessed)).containsExactly(new Finding.DatedBack(1, first.size()));
        }

        @Test
        void isInOrderEvenWhereNobodyWitnessedIt() throws IOException {
            var dated = Logs.random(1, 8, signer);
            var second = dated(dated, 1, Duration.ofDays(-30));
            var ahead = Logs.random(1, 8, signer);
            var last = dated(ahead, 2, Duration.ofDays(30));

            assertThat(ExportVerifier.verify(export(dated), signer.key()).findings())
                    .containsExactly(new Finding.DatedBack(2, second.size()));
            assertThat(ExportVerifier.verify(export(ahead), signer.key()).findings())
                    .containsExactly(new Finding.DatedBack(3, last.size()));
        }

        /** The manifest lists what is here, and says that nothing was filtered. */
        @Test
        void leavesNothingOutWithoutSayingSo() throws IOException {
            var files = Archives.files(export(Logs.random(3, 5, signer)));
            var lines = new ArrayList<>(new String(Archives.content(files, ExportFormat.EVENTS), StandardCharsets.UTF_8).lines().toList());
            lines.removeLast();
            files.put(ExportFormat.EVENTS, Archives.joined(lines));
            var known = ExportFormat.read(Archives.content(files, ExportFormat.MANIFEST), ExportFormat.Manifest.class);
            var listed = new TreeMap<>(known.files());
            listed.put(ExportFormat.EVENTS,
                    HexFormat.of().formatHex(MerkleHashes.sha256().digest(Archives.content(files, ExportFormat.EVENTS))));
            var manifest = ExportFormat.write(new ExportFormat.Manifest(known.format(), known.origin(), known.tree(), known.size(),
                    List.of(List.of(0L, known.size())), known.filter(), known.created(), listed));
            manifest = new String(manifest, StandardCharsets.UTF_8)
                    .replace("[[0," + known.size() + "]]", "[[0," + (known.size() - 1) + "]]").getBytes(StandardCharsets.UTF_8);
            files.put(ExportFormat.MANIFEST, manifest);
            files.put(ExportFormat.MANIFEST_SIGNATURE,
                    signer.sign(ExportFormat.manifestNote(known.origin(), manifest)).toString().getBytes(StandardCharsets.UTF_8));

            assertThat(ExportVerifier.verify(Archives.zip(files, directory.resolve("less.zip")), signer.key()).findings())
                    .contains(new Finding.MissingEntries(known.size() - 1, known.size()));
        }

        private List<Finding> verified(Logs logs, Logs witnessed) throws IOException {
            var file = directory.resolve("witness.jsonl");
            witnessed.witness(file);
            return ExportVerifier.verify(export(logs), signer.key(), Witness.read(file, signer.key())).findings();
        }

        private Checkpoint dated(Logs logs, int number, Duration by) {
            var genuine = Checkpoint.parse(logs.checkpoints.get(number).text());
            var dated = new Checkpoint(genuine.origin(), genuine.size(), genuine.root(), genuine.time().plus(by));
            logs.checkpoints.set(number, signer.sign(dated.text()));
            return dated;
        }
    }

    private Path export(Logs logs) throws IOException {
        var file = directory.resolve("export.zip");
        logs.export(file, 1);
        return file;
    }
}
