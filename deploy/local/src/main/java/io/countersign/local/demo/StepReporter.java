package io.countersign.local.demo;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tells what happens, line by line for people or as one JSON document for programs, which says what failed as well. */
public final class StepReporter {
    private static final String HELD = "held";
    private static final String FAILED = "failed";
    private final PrintStream out;
    private final boolean json;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Headline headline;

    public StepReporter(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** For programs that walk the same way but tell nothing. */
    public static StepReporter silent() {
        return new StepReporter(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), true);
    }

    void step(String name) {
        steps.add(new Step(name, new ArrayList<>(), new ArrayList<>()));
        line("\n" + steps.size() + ". " + name);
    }

    void fact(String name, Object value) {
        if (!steps.isEmpty()) {
            steps.getLast().facts.add(new Fact(name, value instanceof List<?> ? value : String.valueOf(value)));
        }
        line("   " + name + ": " + value);
    }

    void figure(String name, long value, String unit) {
        figure(name, value, unit, value + " " + unit);
    }

    /** What took that long; less than nothing is nothing, since it was over before the answer arrived. */
    void lasted(String name, long nanos) {
        figure(name, millis(nanos), "ms", Poll.millis(nanos));
    }

    private void figure(String name, Number value, String unit, String shown) {
        if (!steps.isEmpty()) {
            steps.getLast().figures.add(new Figure(name, value, unit));
        }
        line("   " + name + ": " + shown);
    }

    /**
     * The time that is the platform's promise.
     *
     * @param nanos     from the answer that the revocation was accepted to the first call that was refused
     * @param lagMillis what the gateway recorded of it: from the relay's sending to its being in force there
     */
    void revoked(long nanos, long lagMillis) {
        lasted("refused after", nanos);
        figure("recorded enforcement lag", lagMillis, "ms");
        headline = new Headline(millis(nanos), lagMillis);
    }

    void held() {
        if (json) {
            print(HELD, null);
        }
        if (headline != null) {
            line("\nCut off: the first call was refused " + headline.refusedAfterMillis + " ms after the revocation was accepted ("
                    + headline.recordedEnforcementLagMillis + " ms of enforcement lag are on record).");
        }
        line("\nEvery step held.");
    }

    /** The last step did not hold. */
    void failed(@Nullable String why) {
        if (json) {
            print(FAILED, why);
        }
    }

    private void print(String verdict, @Nullable String why) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("verdict", verdict);
        document.put("failure", why);
        document.put("headline", headline);
        document.put("steps", IntStream.range(0, steps.size())
                .mapToObj(at -> document(at, at == steps.size() - 1 ? verdict : HELD)).toList());
        out.println(JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }

    private Map<String, Object> document(int at, String outcome) {
        var step = steps.get(at);
        var document = new LinkedHashMap<String, Object>();
        document.put("step", at + 1);
        document.put("name", step.name);
        document.put("outcome", outcome);
        document.put("facts", step.facts);
        document.put("figures", step.figures);
        return document;
    }

    private static double millis(long nanos) {
        return Math.round(Math.max(0, nanos) / 1e5) / 10.0;
    }

    private void line(String text) {
        if (!json) {
            out.println(text);
        }
    }

    private record Step(String name, List<Fact> facts, List<Figure> figures) {
    }

    private record Fact(String name, Object value) {
    }

    private record Figure(String name, Number value, String unit) {
    }

    private record Headline(double refusedAfterMillis, long recordedEnforcementLagMillis) {
    }
}
