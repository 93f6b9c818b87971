package io.countersign.audit.verifier;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads the files of an export; what cannot be read becomes a finding. Hashes are kept as the files are read. */
final class ExportArchive implements AutoCloseable {
    private static final int MAX_SMALL_FILE = 64 << 20;
    private static final Set<String> KNOWN = known();
    private final ZipFile zip;
    private final List<Finding> findings;
    private final Map<String, String> hashes = new HashMap<>();

    ExportArchive(Path file, List<Finding> findings) throws IOException {
        this.zip = new ZipFile(file.toFile());
        this.findings = findings;
        ZipLayout.fault(file).ifPresent(fault -> findings.add(new Finding.AlteredFile(String.valueOf(file.getFileName()), fault)));
        var seen = new HashSet<String>();
        for (var entry : Collections.list(zip.entries())) {
            if (!KNOWN.contains(entry.getName()) || !seen.add(entry.getName())) {
                findings.add(new Finding.AlteredFile(entry.getName(), "does not belong to an export"));
            }
        }
    }

    private static Set<String> known() {
        var known = new HashSet<>(ExportFormat.LISTED);
        known.add(ExportFormat.MANIFEST);
        known.add(ExportFormat.MANIFEST_SIGNATURE);
        return Set.copyOf(known);
    }

    /** The whole file, or null with a finding. */
    byte @Nullable [] small(String name) {
        var bytes = new byte[1][];
        read(name, stream -> bytes[0] = stream.readNBytes(MAX_SMALL_FILE));
        return bytes[0];
    }

    /** Hands over each line without its newline, with its number from 1. A line that is too long or unfinished is a finding. */
    void lines(String name, LineReader reader) {
        read(name, stream -> {
            var line = new ByteArrayOutputStream();
            var number = 1L;
            for (var next = stream.read(); next >= 0; next = stream.read()) {
                if (next != '\n' && line.size() <= ExportFormat.MAX_LINE) {
                    line.write(next);
                } else if (next == '\n') {
                    deliver(name, number++, line, reader);
                    line.reset();
                }
            }
            if (line.size() > 0) {
                findings.add(new Finding.DamagedLine(name, number, "the file ends within this line"));
            }
        });
    }

    private void deliver(String name, long number, ByteArrayOutputStream line, LineReader reader) {
        if (line.size() > ExportFormat.MAX_LINE) {
            findings.add(new Finding.DamagedLine(name, number, "longer than any line of an export"));
            return;
        }
        try {
            reader.line(number, line.toByteArray());
        } catch (IllegalArgumentException e) {
            findings.add(new Finding.DamagedLine(name, number, String.valueOf(e.getMessage())));
        }
    }

    private void read(String name, Reading reading) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            findings.add(new Finding.AlteredFile(name, "is missing"));
            return;
        }
        var digest = MerkleHashes.sha256();
        try (InputStream stream = new BufferedInputStream(new DigestInputStream(zip.getInputStream(entry), digest), 1 << 16)) {
            reading.from(stream);
            hashes.put(name, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            findings.add(new Finding.AlteredFile(name, "is damaged"));
        }
    }

    /** Findings for files that are not the ones the manifest lists and in which nothing else was found. */
    void compare(Map<String, String> listed) {
        var differing = new ArrayList<String>();
        for (var name : ExportFormat.LISTED) {
            if (hashes.containsKey(name) && !hashes.get(name).equals(listed.get(name))) {
                differing.add(name);
            }
        }
        differing.forEach(name -> findings.add(new Finding.AlteredFile(name, "is not the file that the manifest lists")));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Takes one line. An {@link IllegalArgumentException} says why it is damaged. */
    @FunctionalInterface
    interface LineReader {
        void line(long number, byte[] bytes);
    }

    @FunctionalInterface
    private interface Reading {
        void from(InputStream stream) throws IOException;
    }
}
