package io.countersign.local;

import io.countersign.testkit.Jvm;
import io.countersign.testkit.Launch;
import io.countersign.testkit.Once;
import io.countersign.testkit.PartFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A service jar laid out for a quick start: extracted beside its libraries, with an ahead-of-time cache (JEP 514) of what the first run
 * after a build loaded and linked. Both are made once per build, for every platform of this machine.
 *
 * @param part      name of the service
 * @param directory where they are kept, to be thrown away with the build
 * @param version   tells builds apart
 */
record QuickStart(String part, Path directory, String version) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Extracts the executable jar unless that was done before. */
    static QuickStart of(String part, Path executable, Path root) {
        var laidOut = new QuickStart(part, root.resolve(part), changed(executable));
        Once.make(laidOut.file("extracted"), extracted -> {
            laidOut.extract(executable);
            Files.createFile(extracted);
        });
        return laidOut;
    }

    /** Modification times are fixed for the sake of reproducible builds; the change time is not. */
    private static String changed(Path executable) {
        try {
            return Files.getAttribute(executable, "unix:ctime").toString().replace(':', '-');
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void extract(Path executable) throws IOException {
        try (var older = Files.newDirectoryStream(directory, "*.aot")) {
            for (var cache : older) {
                Files.delete(cache);
            }
        }
        var log = directory.resolve("extract.log");
        var command = Jvm.chosen().command("128m", List.of("-Djarmode=tools", "-jar", executable.toString()), "extract", "--force",
                "--application-filename", jar().getFileName().toString(), "--destination", directory.toString());
        if (new Launch("The extraction of " + part, command, Map.of(), directory, log, () -> false, PATIENCE).run() != 0) {
            throw new PartFailed(part + " cannot be extracted, see " + log + ".");
        }
    }

    /**
     * Options of the JVM and the jar. Without a record of an earlier run the start is an ordinary one, and that run is recorded where it is
     * wanted: the JVM writes the record down when it is asked to end.
     */
    List<String> program(boolean recording) {
        if (Jvm.chosen() != Jvm.QUICK_START) {
            return program("-Xshare:auto");
        }
        return program(
                Files.exists(cache()) ? "-XX:AOTCache=" + cache() : recording ? "-XX:AOTCacheOutput=" + recording() : "-Xshare:auto");
    }

    /** What the JVM of a run that has ended wrote down is used from now on. */
    void keepRecording() {
        if (Files.exists(recording())) {
            Once.make(cache(), cache -> Files.move(recording(), cache, StandardCopyOption.ATOMIC_MOVE));
        }
    }

    private List<String> program(String option) {
        return List.of(option, "-Xlog:disable", "-Xlog:all=error:stderr", "-jar", jar().toString());
    }

    private Path jar() {
        return directory.resolve(part + ".jar");
    }

    private Path cache() {
        return file("aot");
    }

    private Path recording() {
        return file("recording");
    }

    private Path file(String kind) {
        return directory.resolve(version + "." + kind);
    }
}
