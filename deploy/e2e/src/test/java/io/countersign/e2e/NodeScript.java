package io.countersign.e2e;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A script of a Node project beside the journeys, {@code deploy/e2e/<project>}, which says what it sees in lines of JSON. It inherits nothing: Node makes
 * the streams that it is given non-blocking, and through those of this process the test runner talks.
 */
final class NodeScript implements AutoCloseable {
    private static final Path JOURNEYS = Path.of(System.getProperty("countersign.project", "../.."), "deploy/e2e").toAbsolutePath();
    static final Path TARGET = JOURNEYS.resolve("target");
    private static final Path COMPLAINTS = TARGET.resolve("node.log");
    private static final int PATIENCE_SECONDS = 240;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedReader lines;

    private NodeScript(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    /**
     * Installs what the project needs, apart from its sources. Skips the test, with a word, where there is no Node 20, no npm, or no registry
     * to fetch from.
     */
    static void install(String project) {
        assumeTrue(run(JOURNEYS, List.of("node", "--eval", "process.exit(process.versions.node.split('.')[0] >= 20 ? 0 : 1)")) == 0,
                project + " is not run: there is no Node 20 or newer on the path.");
        try (var files = Files.list(JOURNEYS.resolve(project))) {
            Files.createDirectories(TARGET.resolve(project));
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, TARGET.resolve(project).resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        assumeTrue(
                run(TARGET.resolve(project), List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")) == 0,
                project + " is not run: npm cannot install what it needs.");
    }

    static NodeScript start(String project, Map<String, String> environment, String... scriptAndArguments) {
        var builder = in(TARGET.resolve(project), Stream.concat(Stream.of("node"), Stream.of(scriptAndArguments)).toList())
                .redirectError(Redirect.appendTo(COMPLAINTS.toFile()));
        builder.environment().putAll(environment);
        try {
            return new NodeScript(builder.start());
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    /** The next line it says; the test fails when it ends without, or stays silent for long. */
    JsonNode said() {
        try {
            var line = CompletableFuture.supplyAsync(this::read).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return JSON.readTree(requireNonNull(line, "The script ended without a word; its complaint is in " + COMPLAINTS));
        } catch (InterruptedException | ExecutionException | TimeoutException silent) {
            throw new AssertionError("The script says nothing", silent);
        }
    }

    /** Lets a script go on that waits for a line. */
    void goOn() {
        try (var input = process.outputWriter()) {
            input.newLine();
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    private String read() {
        try {
            return lines.readLine();
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    /** 0 when it did what it should; anything else also where there is no such program. */
    private static int run(Path folder, List<String> command) {
        try {
            var process = in(folder, command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.appendTo(COMPLAINTS.toFile()))
                    .start();
            process.getOutputStream().close();
            return process.waitFor();
        } catch (IOException absent) {
            return -1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static ProcessBuilder in(Path folder, List<String> command) {
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
