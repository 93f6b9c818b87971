package io.countersign.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Processor seconds that processes have used, from the operating system's own accounting. */
final class Cpu {
    private static final Pattern BLANK = Pattern.compile(" ");
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private Cpu() {
    }

    /** User and system seconds of all the processes together. */
    static double seconds(List<Long> pids) {
        return pids.stream().mapToDouble(Cpu::seconds).sum();
    }

    private static double seconds(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var fields = BLANK.split(stat.substring(stat.lastIndexOf(')') + 2));
            return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
        } catch (IOException gone) {
            throw new UncheckedIOException("Process " + pid + " is not there any more", gone);
        }
    }
}
