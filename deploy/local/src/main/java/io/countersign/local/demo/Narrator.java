package io.countersign.local.demo;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Tells what happens, line by line for people or as one JSON document for programs. */
public final class Narrator {
    private final PrintStream out;
    private final boolean json;
    private final List<Map<String, Object>> steps = new ArrayList<>();

    public Narrator(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** For programs that walk the same way but tell nothing. */
    public static Narrator silent() {
        return new Narrator(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), true);
    }

    void step(String title) {
        var step = new LinkedHashMap<String, Object>();
        step.put("step", steps.size() + 1);
        step.put("title", title);
        steps.add(step);
        line("\n" + steps.size() + ". " + title);
    }

    void fact(String name, Object value) {
        if (!steps.isEmpty()) {
            steps.getLast().put(name, value);
        }
        line("   " + name + ": " + value);
    }

    void finish() {
        if (json) {
            out.println(JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("steps", steps)));
        }
        line("\nEvery step held.");
    }

    private void line(String text) {
        if (!json) {
            out.println(text);
        }
    }
}
