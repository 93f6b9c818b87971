package io.countersign.audit.verifier;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an export in one pass, however many entries it has. Equal contents make equal bytes. */
public final class ExportWriter {
    private final NoteSigner signer;

    public ExportWriter(NoteSigner signer) {
        this.signer = signer;
    }

    /** @return the number of entries written */
    public long write(ExportContents contents, OutputStream target) throws IOException {
        var files = new TreeMap<String, String>();
        var ranges = new ArrayList<List<Long>>();
        try (var zip = new ZipOutputStream(target)) {
            var entries = file(zip, files, ExportFormat.EVENTS, out -> events(contents, ranges, out));
            file(zip, files, ExportFormat.HEAD, out -> head(contents, out));
            file(zip, files, ExportFormat.CHECKPOINT, out -> text(contents.checkpoint().toString(), out));
            file(zip, files, ExportFormat.CONSISTENCY, out -> consistency(contents, out));
            file(zip, files, ExportFormat.KEY, out -> text(signer.key() + "\n", out));
            var origin = Checkpoint.parse(contents.checkpoint().text()).origin();
            var manifest = ExportFormat.write(new ExportFormat.Manifest(ExportFormat.VERSION, origin, contents.head().tree(),
                    contents.head().size(), ranges, contents.filter(), contents.created().toString(), new TreeMap<>(files)));
            file(zip, files, ExportFormat.MANIFEST, out -> {
                out.write(manifest);
                return 1;
            });
            var signature = signer.sign(ExportFormat.manifestNote(origin, manifest)).toString();
            file(zip, files, ExportFormat.MANIFEST_SIGNATURE, out -> text(signature, out));
            return entries;
        }
    }

    private static long events(ExportContents contents, List<List<Long>> ranges, OutputStream out) throws IOException {
        var count = 0L;
        var from = -1L;
        var next = -1L;
        while (contents.entries().hasNext()) {
            var proven = contents.entries().next();
            var entry = proven.entry();
            var index = proven.proof().index();
            line(new ExportFormat.EventLine(index, entry.source(), entry.position(), entry.sequence(), entry.bytes(),
                    proven.proof().path()), out);
            if (index != next) {
                if (next >= 0) {
                    ranges.add(List.of(from, next));
                }
                from = index;
            }
            next = index + 1;
            count++;
        }
        if (next >= 0) {
            ranges.add(List.of(from, next));
        }
        return count;
    }

    private static long head(ExportContents contents, OutputStream out) throws IOException {
        var head = contents.head();
        line(new ExportFormat.HeadFile(head.tree(), head.size(), head.root(), contents.headProof().index(), contents.headProof().path()),
                out);
        return 1;
    }

    private static long consistency(ExportContents contents, OutputStream out) throws IOException {
        for (var earlier : contents.earlier()) {
            line(new ExportFormat.EarlierLine(earlier.checkpoint().toString(), earlier.proof().path()), out);
        }
        return contents.earlier().size();
    }

    private static void line(Object record, OutputStream out) throws IOException {
        out.write(ExportFormat.write(record));
        out.write('\n');
    }

    private static long text(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        return 1;
    }

    private static long file(ZipOutputStream zip, Map<String, String> files, String name, Content content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        var digest = MerkleHashes.sha256();
        var written = content.write(new DigestOutputStream(zip, digest));
        zip.closeEntry();
        files.put(name, HexFormat.of().formatHex(digest.digest()));
        return written;
    }

    @FunctionalInterface
    private interface Content {
        long write(OutputStream out) throws IOException;
    }
}
