package io.countersign.local.demo;

import io.countersign.audit.verifier.ExportVerifier;
import io.countersign.audit.verifier.NoteKey;
import io.countersign.audit.verifier.Report;
import io.countersign.audit.verifier.Witness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The offline verifier at work: on the export as it came, and on a copy with one byte altered. */
final class Verification {
    private static final String EVENTS = "events.jsonl";
    private final Path key;
    private final Path witness;
    private final StepReporter reporter;

    Verification(Path key, Path witness, StepReporter reporter) {
        this.key = key;
        this.witness = witness;
        this.reporter = reporter;
    }

    void of(Path export) {
        try {
            var trusted = NoteKey.parse(Files.readString(key));
            var genuine = ExportVerifier.verify(export, trusted, Witness.read(witness, trusted));
            DemonstrationFailed.unless(genuine.verified(), "The export does not verify: " + genuine.findings());
            reporter.figure("verified offline, with the witness", genuine.entries(), "entries of " + genuine.tree());
            var altered = ExportVerifier.verify(alter(export), trusted);
            DemonstrationFailed.unless(!altered.verified(), "An altered export verifies");
            reporter.fact("one byte altered", first(altered));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String first(Report report) {
        return report.findings().getFirst().message();
    }

    private static Path alter(Path export) throws IOException {
        var copy = export.resolveSibling("altered-" + export.getFileName());
        try (var from = new ZipInputStream(Files.newInputStream(export)); var to = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                var content = new ByteArrayOutputStream();
                from.transferTo(content);
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(entry.getName().equals(EVENTS) ? oneByteAltered(content.toByteArray()) : content.toByteArray());
                to.closeEntry();
            }
        }
        return copy;
    }

    /** Another letter in the middle of an event's encoded bytes. */
    private static byte[] oneByteAltered(byte[] events) {
        var text = new String(events, java.nio.charset.StandardCharsets.UTF_8);
        var at = text.indexOf("\"bytes\":\"", text.length() / 2) + 40;
        events[at] = (byte) (events[at] == 'A' ? 'B' : 'A');
        return events;
    }
}
