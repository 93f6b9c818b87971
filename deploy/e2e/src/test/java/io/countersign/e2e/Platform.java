package io.countersign.e2e;

import io.countersign.local.LocalPlatform;
import io.countersign.local.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.test.util.TestSocketUtils;

/** The platform of one test run: started when first asked for, ended with the run. */
final class Platform {
    /** Organizations that only know what their own test does. */
    static final String THEIRS = "globex";
    static final String OURS = "initech";
    static final String PAUSED = "hooli";
    private static final LocalPlatform RUNNING = start();

    private Platform() {
    }

    static LocalPlatform running() {
        return RUNNING;
    }

    private static LocalPlatform start() {
        try {
            var data = Files.createTempDirectory("countersign-e2e-");
            var project = Path.of(System.getProperty("countersign.project", "../.."));
            var base = 20_000 + TestSocketUtils.findAvailableTcpPort() % 200 * 50;
            var platform = LocalPlatform.in(data, base, project, Progress.printing(System.err), List.of("acme", THEIRS, OURS, PAUSED));
            Runtime.getRuntime().addShutdownHook(new Thread(platform::kill, "end the platform"));
            platform.up();
            return platform;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
