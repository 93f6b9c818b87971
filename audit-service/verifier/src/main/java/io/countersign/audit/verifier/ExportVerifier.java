package io.countersign.audit.verifier;

import io.countersign.audit.verifier.ExportFormat.EarlierLine;
import io.countersign.audit.verifier.ExportFormat.HeadFile;
import io.countersign.audit.verifier.ExportFormat.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an export against a key that the reader trusts, without asking anyone. Trust runs from the key to the checkpoint, from the
 * checkpoint to the tree head, from the tree head to each entry; the signed manifest says which entries must be here.
 */
public final class ExportVerifier {
    private final NoteKey trusted;
    private final @Nullable Witness witness;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private ExportVerifier(NoteKey trusted, @Nullable Witness witness) {
        this.trusted = trusted;
        this.witness = witness;
    }

    /** Everything in {@code export} that is not as the log left it, with its place. */
    public static Report verify(Path export, NoteKey trusted) throws IOException {
        return verify(export, trusted, null);
    }

    /** The same, compared with what a witness has seen. */
    public static Report verify(Path export, NoteKey trusted, @Nullable Witness witness) throws IOException {
        return new ExportVerifier(trusted, witness).report(export);
    }

    private Report report(Path export) throws IOException {
        try (var archive = new ExportArchive(export, findings)) {
            key(archive);
            var manifest = manifest(archive);
            var checkpoint = checkpoint(archive, manifest);
            var head = head(archive, checkpoint, manifest);
            var entries = entries(archive, head, manifest);
            if (manifest != null) {
                archive.compare(manifest.files());
            }
            remarks(manifest, checkpoint);
            return new Report(findings, entries, head == null ? null : head.tree(), head == null ? 0 : head.size(), checkpoint, remarks);
        } catch (ZipException e) {
            return new Report(List.of(new Finding.AlteredFile(String.valueOf(export.getFileName()), "is not a readable zip file")), 0, null,
                    0, null, List.of());
        }
    }

    private void remarks(@Nullable Manifest manifest, @Nullable Checkpoint checkpoint) {
        if (manifest != null && hidden(manifest) > 0) {
            remarks.add("A filter (" + manifest.filter() + ") left out " + hidden(manifest) + " of " + manifest.size()
                    + " entries: nothing is proven about those.");
        }
        if (witness == null) {
            remarks.add(Report.NO_WITNESS);
        } else if (checkpoint != null) {
            witness.later(checkpoint).ifPresent(remarks::add);
        }
    }

    private static long hidden(Manifest manifest) {
        return manifest.size() - manifest.ranges().stream().mapToLong(range -> range.get(1) - range.get(0)).sum();
    }

    private void key(ExportArchive archive) {
        var key = archive.small(ExportFormat.KEY);
        if (key != null && !ExportFormat.text(key).equals(trusted + "\n")) {
            findings.add(new Finding.ForeignKey(ExportFormat.KEY, trusted.toString()));
        }
    }

    private @Nullable Manifest manifest(ExportArchive archive) {
        var bytes = archive.small(ExportFormat.MANIFEST);
        var signature = archive.small(ExportFormat.MANIFEST_SIGNATURE);
        if (bytes == null || signature == null) {
            return null;
        }
        var manifest = parsed(ExportFormat.MANIFEST, () -> ExportFormat.read(bytes, Manifest.class));
        var note = signed(ExportFormat.MANIFEST_SIGNATURE, signature);
        if (note != null && manifest != null && !note.text().equals(ExportFormat.manifestNote(manifest.origin(), bytes))) {
            findings.add(new Finding.AlteredFile(ExportFormat.MANIFEST, "is not the manifest that was signed"));
        }
        return manifest;
    }

    private @Nullable Checkpoint checkpoint(ExportArchive archive, @Nullable Manifest manifest) {
        var bytes = archive.small(ExportFormat.CHECKPOINT);
        var note = bytes == null ? null : signed(ExportFormat.CHECKPOINT, bytes);
        var checkpoint = note == null ? null : parsed(ExportFormat.CHECKPOINT, () -> Checkpoint.parse(note.text()));
        var earlier = earlier(archive, checkpoint);
        if (checkpoint != null && !checkpoint.origin().equals(trusted.name())) {
            findings.add(new Finding.AlteredFile(ExportFormat.CHECKPOINT, "belongs to another log, " + checkpoint.origin()));
        }
        if (checkpoint != null && witness != null) {
            findings.addAll(witness.against(checkpoint, earlier, manifest == null ? null : manifest.made()));
        }
        return checkpoint;
    }

    private List<Witness.Earlier> earlier(ExportArchive archive, @Nullable Checkpoint checkpoint) {
        var earlier = new ArrayList<Witness.Earlier>();
        archive.lines(ExportFormat.CONSISTENCY, (number, bytes) -> {
            var line = ExportFormat.read(bytes, EarlierLine.class);
            var note = SignedNote.parse(line.checkpoint());
            var before = Checkpoint.parse(note.text());
            if (note.verdict(trusted) != SignedNote.Verdict.SIGNED) {
                throw new IllegalArgumentException("the checkpoint is not signed by the trusted key");
            }
            if (checkpoint != null && !new ConsistencyProof(before.size(), checkpoint.size(), line.path()).proves(before.root(),
                    checkpoint.root())) {
                findings.add(new Finding.Forked(ExportFormat.CONSISTENCY, number, before.size()));
            }
            if ((checkpoint != null && before.time().isAfter(checkpoint.time()))
                    || (!earlier.isEmpty() && !follows(earlier.getLast().checkpoint(), before))) {
                findings.add(new Finding.DatedBack(number, before.size()));
            }
            earlier.add(new Witness.Earlier(number, before));
        });
        return earlier;
    }

    private static boolean follows(Checkpoint earlier, Checkpoint later) {
        return later.size() >= earlier.size() && later.time().isAfter(earlier.time());
    }

    private @Nullable TreeHead head(ExportArchive archive, @Nullable Checkpoint checkpoint, @Nullable Manifest manifest) {
        var bytes = archive.small(ExportFormat.HEAD);
        var file = bytes == null ? null : parsed(ExportFormat.HEAD, () -> {
            if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
                throw new IllegalArgumentException("the file ends within its line");
            }
            return ExportFormat.read(java.util.Arrays.copyOf(bytes, bytes.length - 1), HeadFile.class);
        });
        if (file == null) {
            return null;
        }
        var head = new TreeHead(file.tree(), file.size(), file.root());
        var inLog = checkpoint != null && new InclusionProof(file.index(), checkpoint.size(), file.path()).proves(head.leaf(),
                checkpoint.root());
        if (!inLog && checkpoint != null) {
            findings.add(new Finding.HeadNotInLog(head.tree(), head.size()));
            return null;
        }
        if (manifest != null && (!manifest.tree().equals(head.tree()) || manifest.size() != head.size())) {
            findings.add(new Finding.AlteredFile(ExportFormat.HEAD, "is not the head that the manifest names"));
        }
        return head;
    }

    private long entries(ExportArchive archive, @Nullable TreeHead head, @Nullable Manifest manifest) {
        var listed = manifest == null ? List.of(List.of(0L, head == null ? 0L : head.size())) : manifest.ranges();
        var checks = new EntryChecks(head, listed, findings);
        archive.lines(ExportFormat.EVENTS, checks::line);
        return checks.finish();
    }

    private @Nullable SignedNote signed(String file, byte[] bytes) {
        var note = parsed(file, () -> {
            var text = ExportFormat.text(bytes);
            var parsed = SignedNote.parse(text);
            if (!java.util.Arrays.equals(parsed.toString().getBytes(StandardCharsets.UTF_8), bytes)) {
                throw new IllegalArgumentException("not in the form in which it is written");
            }
            return parsed;
        });
        if (note == null) {
            return null;
        }
        switch (note.verdict(trusted)) {
            case SIGNED -> {
                return note;
            }
            case FOREIGN -> findings.add(new Finding.ForeignKey(file, trusted.toString()));
            case FORGED -> findings.add(new Finding.ForgedSignature(file));
        }
        return null;
    }

    private <T> @Nullable T parsed(String file, java.util.function.Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            findings.add(new Finding.AlteredFile(file, String.valueOf(e.getMessage())));
            return null;
        }
    }
}
