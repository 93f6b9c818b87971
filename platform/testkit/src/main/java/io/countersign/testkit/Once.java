package io.countersign.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Things that take long to make and serve every process of this machine. */
public final class Once {
    private Once() {
    }

    /**
     * Makes a file that is not there yet. Several processes may ask at once: one makes it, the others wait.
     *
     * @param made its existence says that it is complete
     */
    public static void make(Path made, Maker maker) {
        try {
            Files.createDirectories(made.toAbsolutePath().getParent());
            try (var channel = FileChannel.open(made.resolveSibling(made.getFileName() + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE); var lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(made)) {
                    maker.make(made);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does the work; the file appears as its last step. */
    @FunctionalInterface
    public interface Maker {
        void make(Path made) throws IOException;
    }
}
