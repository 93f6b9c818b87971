package io.countersign.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Starts child processes that outlive this one and waits until they serve. */
final class Launch {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private Launch() {
    }

    static Running process(String name, Path log, List<String> command, Map<String, String> environment) {
        var detached = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            detached.add("/usr/bin/setsid");
        }
        detached.addAll(command);
        try {
            var builder = new ProcessBuilder(detached).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(new File("/dev/null"));
            builder.environment().putAll(environment);
            return Running.of(name, builder.start(), log);
        } catch (IOException impossible) {
            throw new CannotStart(name + " cannot be started: " + impossible.getMessage());
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** @throws CannotStart when the process ends first or the time is over */
    static void awaitReady(Running process, URI readiness, Duration atMost) {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!answers(readiness)) {
            if (!process.alive()) {
                throw new CannotStart(process.name() + " ended while it was starting; its log says why: " + process.log());
            }
            if (System.nanoTime() > deadline) {
                throw new CannotStart(process.name() + " is not ready after " + atMost.toSeconds() + " s; its log may say why: " + process.log());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    static boolean answers(URI uri) {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build(), BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while waiting for " + uri);
        }
    }
}
