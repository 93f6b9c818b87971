package io.countersign.token.broken;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A rule that looks into a file. */
record ReadingState(Path file) {
    String read() throws IOException {
        return Files.readString(file);
    }
}
