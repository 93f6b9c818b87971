package io.countersign.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The dated result file: machine, commit and parts first, then a row per measured thing, its peer beside it. */
final class Results {
    private final List<String> head = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    Results(Clock clock, String commit) {
        head.add("# Bench, " + LocalDate.now(clock));
        head.add("");
        head.add("- machine: " + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + Runtime.version());
        head.add("- commit: " + commit);
        head.add("- generator: h2load, one thread, on the same processors as the servers, not pinned");
        head.add(
                "- servers run with all tiers of the compiler (the start of the local platform with the first tier only, as it is started)");
    }

    void part(String name, String kind) {
        head.add("- " + name + ": " + kind);
    }

    void section(String title, String columns) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
        System.out.println(title);
        lines.add("| " + columns.replace(",", " | ") + " |");
        lines.add("|" + " --- |".repeat(columns.split(",", -1).length));
    }

    void row(Object... cells) {
        var row = new StringBuilder("|");
        for (var cell : cells) {
            row.append(' ').append(cell instanceof Double number ? String.format(Locale.ROOT, "%.3f", number) : cell).append(" |");
        }
        lines.add(row.toString());
        System.out.println(row);
    }

    void note(String text) {
        lines.add("");
        lines.add(text);
    }

    Path write(Path directory, Clock clock) {
        try {
            Files.createDirectories(directory);
            return Files.write(directory.resolve(LocalDate.now(clock) + ".md"), Stream.concat(head.stream(), lines.stream()).toList());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
