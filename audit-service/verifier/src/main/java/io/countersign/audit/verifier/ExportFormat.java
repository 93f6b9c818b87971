package io.countersign.audit.verifier;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/** The files of an export and their records. Every record has one form only: what is read must be written back byte for byte. */
final class ExportFormat {
    static final String VERSION = "countersign-export/1";
    static final String EVENTS = "events.jsonl";
    static final String HEAD = "head.json";
    static final String CHECKPOINT = "checkpoint.txt";
    static final String CONSISTENCY = "consistency.jsonl";
    static final String KEY = "key.txt";
    static final String MANIFEST = "manifest.json";
    static final String MANIFEST_SIGNATURE = "manifest.sig";
    /** What the manifest lists with its hash. */
    static final List<String> LISTED = List.of(CHECKPOINT, CONSISTENCY, EVENTS, HEAD, KEY);
    static final int MAX_LINE = 1 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private ExportFormat() {
    }

    /** One line of {@value #EVENTS}: the entry, where it stands in the tree, and the path to the tree head. */
    record EventLine(long index, String source, long position, long sequence, byte[] bytes, List<Hash> path) {
        EventLine {
            Objects.requireNonNull(source);
            Objects.requireNonNull(bytes);
            path = List.copyOf(path);
        }

        Entry entry() {
            return new Entry(source, position, sequence, bytes);
        }
    }

    /** {@value #HEAD}: the tree head, which leaf of the installation's log it is, and the path to the checkpoint's root. */
    record HeadFile(String tree, long size, Hash root, long index, List<Hash> path) {
        HeadFile {
            Objects.requireNonNull(tree);
            Objects.requireNonNull(root);
            path = List.copyOf(path);
        }
    }

    /** One line of {@value #CONSISTENCY}: an earlier checkpoint and the proof that the log is its continuation. */
    record EarlierLine(String checkpoint, List<Hash> path) {
        EarlierLine {
            Objects.requireNonNull(checkpoint);
            path = List.copyOf(path);
        }
    }

    /**
     * {@value #MANIFEST}: which entries must be here and the SHA-256 of each file. It is signed.
     *
     * @param ranges indexes that are here, half-open, ascending
     * @param filter what was asked for
     */
    record Manifest(String format, String origin, String tree, long size, List<List<Long>> ranges, SortedMap<String, String> filter,
            String created, SortedMap<String, String> files) {
        Manifest {
            Objects.requireNonNull(origin);
            Objects.requireNonNull(tree);
            Objects.requireNonNull(filter);
            Objects.requireNonNull(created);
            Objects.requireNonNull(files);
            ranges = List.copyOf(ranges);
            var next = 0L;
            for (var range : ranges) {
                if (range.size() != 2 || range.get(0) < next || range.get(1) <= range.get(0)) {
                    throw new IllegalArgumentException("Ranges are half-open and ascending");
                }
                next = range.get(1);
            }
            if (!VERSION.equals(format) || next > size) {
                throw new IllegalArgumentException("Not a manifest of " + VERSION);
            }
            if (filter.isEmpty() && size > 0 && !ranges.equals(List.of(List.of(0L, size)))) {
                throw new IllegalArgumentException("leaves out entries, and names no filter");
            }
            try {
                var _ = Instant.parse(created);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("created is an ISO 8601 instant", e);
            }
        }

        /** When the export says that it was made. */
        Instant made() {
            return Instant.parse(created);
        }
    }

    static byte[] write(Object record) {
        try {
            return JSON.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of the export format can always be written", e);
        }
    }

    /** @throws IllegalArgumentException unless {@code bytes} are such a record, in whatever spacing */
    static <T> T parse(byte[] bytes, Class<T> type) {
        try {
            return Objects.requireNonNull(JSON.readValue(bytes, type));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not readable", e);
        }
    }

    /** @throws IllegalArgumentException unless {@code bytes} are exactly what {@link #write} makes of such a record */
    static <T> T read(byte[] bytes, Class<T> type) {
        var record = parse(bytes, type);
        if (!Arrays.equals(bytes, write(record))) {
            throw new IllegalArgumentException("not in the form in which it is written");
        }
        return record;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The text that the manifest's signature covers. */
    static String manifestNote(String origin, byte[] manifest) {
        return origin + "/export\n" + new Hash(MerkleHashes.sha256().digest(manifest)) + "\n";
    }
}
