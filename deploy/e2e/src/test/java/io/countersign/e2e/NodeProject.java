package io.countersign.e2e;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Node project, and where it is installed apart from its sources.
 *
 * @param settings npm's, as environment variables
 */
record NodeProject(Path sources, Path installed, Map<String, String> settings) {
    private static final List<String> NEW_ENOUGH = List.of("node", "--eval",
            "process.exit(process.versions.node.split('.')[0] >= 20 ? 0 : 1)");
    private static final List<String> INSTALL = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    private static final Pattern UNREACHED = Pattern
            .compile(
                    "code (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|E50[234])\\b");

    /**
     * Installs what its lock file says, unless that is there already. Skips the test, with a word, where there is no Node 20, no npm, or no
     * registry to be reached; that something else is wrong fails it.
     */
    void install() {
        try {
            Files.createDirectories(installed);
            try (var channel = FileChannel.open(installed.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                installAlone();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Other processes of this test run wait meanwhile. */
    private void installAlone() throws IOException {
        assumeTrue(run(NEW_ENOUGH) == 0, this + " is not run: there is no Node 20 or newer on the path.");
        assumeTrue(run(List.of("npm", "--version")) == 0, this + " is not run: there is no npm on the path.");
        var lock = Path.of("package-lock.json");
        if (copied().contains(lock) || !Files.exists(installed.resolve("node_modules/.package-lock.json"))) {
            var done = run(INSTALL) == 0;
            var said = Files.readString(log());
            assumeFalse(!done && UNREACHED.matcher(said).find(), this + " is not run: no npm registry is reached.");
            if (!done) {
                throw new AssertionError("npm does not install " + this + ": " + said);
            }
        }
    }

    /** Brings what has changed since the last time, and nothing that another process may be reading. */
    private List<Path> copied() throws IOException {
        try (var files = Files.list(sources)) {
            var changed = files.filter(Files::isRegularFile).map(Path::getFileName).filter(this::changed).toList();
            for (var file : changed) {
                Files.copy(sources.resolve(file), installed.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            return changed;
        }
    }

    private boolean changed(Path file) {
        try {
            return !Files.exists(installed.resolve(file)) || Files.mismatch(sources.resolve(file), installed.resolve(file)) >= 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Path log() {
        return installed.resolve("npm.log");
    }

    /** 0 when it did what it should; anything else also where there is no such program. */
    private int run(List<String> command) {
        try {
            var builder = new ProcessBuilder(command).directory(installed.toFile()).redirectOutput(Redirect.DISCARD)
                    .redirectError(log().toFile());
            builder.environment().putAll(settings);
            var process = builder.start();
            process.getOutputStream().close();
            return process.waitFor();
        } catch (IOException absent) {
            return -1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public String toString() {
        return sources.getFileName().toString();
    }
}
