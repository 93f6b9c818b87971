package io.countersign.e2e;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
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

    /** Installs what the project needs, or skips the test as {@link NodeProject#install} does. */
    static void install(String project) {
        new NodeProject(JOURNEYS.resolve(project), TARGET.resolve(project), Map.of()).install();
    }

    static NodeScript start(String project, Map<String, String> environment, String... scriptAndArguments) {
        var builder = new ProcessBuilder(Stream.concat(Stream.of("node"), Stream.of(scriptAndArguments)).toList())
                .directory(TARGET.resolve(project).toFile()).redirectError(Redirect.appendTo(COMPLAINTS.toFile()));
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

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
