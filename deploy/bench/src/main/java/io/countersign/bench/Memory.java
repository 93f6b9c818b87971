package io.countersign.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of processes as the operating system counts it. */
final class Memory {
    private static final String RESIDENT = "VmRSS:";
    private static final int KIBI = 1024;

    private Memory() {
    }

    /** Resident bytes of a process. */
    static long resident(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * KIBI).findFirst().orElseThrow();
        } catch (IOException gone) {
            throw new UncheckedIOException("Process " + pid + " is not there any more", gone);
        }
    }
}
