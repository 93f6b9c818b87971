package io.countersign.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill in the middle of the next write cannot hide. */
class FileWriteTaskTest {
    private static final int HEADER_BYTES = 100;

    @TempDir
    Path directory;

    /** Small changes land in gaps all over the file, where nothing else leads to them for sure. */
    @Test
    void afterEveryCommitTheHeaderOfTheFileNamesTheNewestChunk() throws IOException {
        Path file = directory.resolve("storing.mv");
        try (MVStore store = DurableMongoServer.open(file)) {
            var storing = new FileWriteTask(store);
            var rows = store.<Integer, String>openMap("rows");
            for (int n = 0; n < 300; n++) {
                rows.put(n % 7, "x".repeat(n % 50 * 400));
                storing.run();
                assertThat(header(file)).as("commit %d", n).contains("version:" + Long.toHexString(store.getCurrentVersion()))
                        .noneMatch(entry -> entry.startsWith("clean"));
            }
        }
    }

    private static List<String> header(Path file) throws IOException {
        var bytes = new byte[HEADER_BYTES];
        try (var opened = new RandomAccessFile(file.toFile(), "r")) {
            opened.readFully(bytes);
        }
        return Arrays.asList(new String(bytes, StandardCharsets.ISO_8859_1).split("[,\n]"));
    }
}
