package io.countersign.e2e;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A script of {@code deploy/e2e/sdk} at work on Node, which says what it sees in lines of JSON. */
final class SdkScript implements AutoCloseable {
    private static final Path SOURCE = Path.of(System.getProperty("countersign.project", "../.."), "deploy/e2e/sdk");
    private static final Path INSTALLED = SOURCE.resolveSibling("target").resolve("sdk");
    private static final int PATIENCE_SECONDS = 120;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedReader lines;

    private SdkScript(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    /** Skips the test, with a word, where there is no Node 20, no npm, or no registry to fetch the SDK from. */
    static void install() {
        assumeTrue(run(List.of("node", "--eval", "process.exit(process.versions.node.split('.')[0] >= 20 ? 0 : 1)")) == 0,
                "The TypeScript SDK is not tried: there is no Node 20 or newer on the path.");
        try (var files = Files.list(SOURCE)) {
            Files.createDirectories(INSTALLED);
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        assumeTrue(run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")) == 0,
                "The TypeScript SDK is not tried: npm cannot install it.");
    }

    static SdkScript start(String script, Map<String, String> environment) {
        var builder = in(List.of("node", script)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            return new SdkScript(builder.start());
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    /** The next line it says; the test fails when it ends without, or stays silent for long. */
    JsonNode said() {
        try {
            var line = CompletableFuture.supplyAsync(this::read).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return JSON.readTree(requireNonNull(line, "The script ended without a word; its complaint is above"));
        } catch (InterruptedException | ExecutionException | TimeoutException silent) {
            throw new AssertionError("The script says nothing", silent);
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
    private static int run(List<String> command) {
        try {
            return in(new ArrayList<>(command)).inheritIO().start().waitFor();
        } catch (IOException absent) {
            return -1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static ProcessBuilder in(List<String> command) {
        return new ProcessBuilder(command).directory(Files.isDirectory(INSTALLED) ? INSTALLED.toFile() : SOURCE.toFile());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
