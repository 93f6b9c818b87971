package io.countersign.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * The load generator h2load of nghttp2, with one thread, over kept HTTP/1.1 connections, each sending its next request when the last one is
 * answered. Its log of single requests goes into an HdrHistogram.
 *
 * @param connections how many at once
 * @param time        how long
 */
record H2Load(int connections, Duration time) {
    private static final Pattern TAB = Pattern.compile("\t");
    private static final Pattern DATA = Pattern.compile("\\((\\d+)\\) data");
    private static final String UNSEEN = "0";
    private static final double ALIKE = 0.05;
    private static final double MICROS_PER_MILLI = 1000;

    /**
     * An answer other than 2xx is a failure. h2load does not see the status of an answer without a reason phrase, as Tomcat gives it (RFC 9112
     * section 4); such answers count if one before the run is 2xx and they are as long as that one on the average.
     */
    Outcome run(Request request) {
        try {
            var directory = Files.createTempDirectory("countersign-h2load-");
            var log = directory.resolve("requests.tsv");
            var sample = request.send();
            var output = execute(request, directory, log);
            return read(log, sample.statusCode() / 100 == 2 && alike(sample.body().length(), output, log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static boolean alike(int length, String output, Path log) throws IOException {
        var data = DATA.matcher(output);
        try (var lines = Files.lines(log)) {
            var mean = data.find() ? Double.parseDouble(data.group(1)) / Math.max(1, lines.count()) : 0;
            return Math.abs(mean - length) <= length * ALIKE;
        }
    }

    private String execute(Request request, Path directory, Path log) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("h2load", "--h1", "-t1", "-c" + connections, "-D" + time.toSeconds(), "--log-file=" + log));
        if (!request.body().isEmpty()) {
            command.addAll(List.of("-d", Files.writeString(directory.resolve("body"), request.body()).toString()));
        }
        request.headers().forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        command.add(request.uri().toString());
        var output = directory.resolve("output");
        var status = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("h2load failed: " + Files.readString(output));
        }
        return Files.readString(output);
    }

    private Outcome read(Path log, boolean unseenIsGood) throws IOException {
        var latencies = new Histogram(3);
        var failures = 0L;
        try (var lines = Files.newBufferedReader(log)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var columns = TAB.split(line, -1);
                if (columns[1].startsWith("2") || (unseenIsGood && columns[1].equals(UNSEEN))) {
                    latencies.recordValue(Long.parseLong(columns[2]));
                } else {
                    failures++;
                }
            }
        }
        return Outcome.of(latencies, MICROS_PER_MILLI, failures, time.toMillis() / 1000.0);
    }
}
