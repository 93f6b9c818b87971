package io.countersign.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How one server process is started, and how one sees that it serves.
 *
 * @param name what people call it
 * @param command program and arguments
 * @param environment added to ours
 * @param directory working directory, made when missing
 * @param log file that takes what it prints
 * @param ready true as soon as it serves
 * @param patience how long it may take until then
 */
public record Launch(String name, List<String> command, Map<String, String> environment, Path directory, Path log, BooleanSupplier ready,
        Duration patience) {

    /** Starts the process in a session of its own where the system has {@code setsid}, so that Ctrl-C in a terminal does not reach it. */
    public ProcessHandle start() {
        return begin().toHandle();
    }

    /** Runs it to its end, for a tool instead of a server, and returns its exit status. */
    public int run() {
        Process tool = begin();
        try {
            if (!tool.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                tool.destroyForcibly();
                throw new PartFailed(name + " does not end, see " + log + ".");
            }
            return tool.exitValue();
        } catch (InterruptedException e) {
            tool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new PartFailed(name + " was interrupted.", e);
        }
    }

    private Process begin() {
        try {
            Files.createDirectories(directory);
            Files.createDirectories(log.toAbsolutePath().normalize().getParent());
            var words = new ArrayList<String>();
            if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
                words.add("/usr/bin/setsid");
            }
            words.addAll(command);
            var builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new PartFailed(name + " cannot be started: " + e.getMessage() + ".", e);
        }
    }

    /** Returns when the process serves; a process that ends or takes too long is a {@link PartFailed}. */
    public void awaitReady(ProcessHandle process) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new PartFailed(name + " died while starting, see " + log + ".");
            }
            if (System.nanoTime() > deadline) {
                throw new PartFailed(name + " is not ready after " + patience.toSeconds() + " s, see " + log + ".");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /**
     * Whether a process that was started before still does its work: one that was killed a moment ago may look alive, but does not become
     * ready again. One that lives and does not serve is a {@link PartFailed}.
     */
    public boolean keepsServing(ProcessHandle process) {
        try {
            awaitReady(process);
            return process.isAlive();
        } catch (PartFailed failed) {
            if (process.isAlive()) {
                throw failed;
            }
            return false;
        }
    }

    /** The Java of this process: the children need the same version. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
