package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.e2e.PublicApi.Answer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is wrong with any of the answers. */
record Findings(Queue<String> wrong, AtomicInteger answers) {
    private static final int HANDS = 8;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]+");
    private static final Pattern INSIDE = Pattern
            .compile("io\\.countersign|java\\.|jakarta\\.|org\\.spring|tools\\.jackson|com\\.mongodb|Exception|\\tat |stackTrace");

    /** Several at once: what is looked for does not depend on what others do. */
    static void each(Stream<Operation> operations, Offence offence) {
        var found = new Findings(new ConcurrentLinkedQueue<>(), new AtomicInteger());
        try (var hands = Executors.newFixedThreadPool(HANDS)) {
            operations.forEach(operation -> hands.execute(() -> found.of(operation, offence)));
        }
        assertThat(found.answers.get()).isPositive();
        assertThat(found.wrong).isEmpty();
    }

    void of(Operation operation, Offence offence) {
        try {
            offence.commit(operation, this);
        } catch (RuntimeException | AssertionError unsent) {
            wrong.add(operation + ": " + unsent);
        }
    }

    /** What answers have in common, whatever was sent. */
    void add(Answer answer, String what) {
        answers.incrementAndGet();
        require(answer.status() < 500, answer, what);
        require(!INSIDE.matcher(answer.body()).find(), answer, what);
        require(answer.status() < 400
                || (answer.type().startsWith("application/problem+json") && CODE.matcher(answer.code()).matches()), answer, what);
    }

    void status(Answer answer, String what, Integer... expected) {
        add(answer, what);
        require(List.of(expected).contains(answer.status()), answer, what);
    }

    void refused(Answer answer, String what, String... codes) {
        add(answer, what);
        require(List.of(codes).contains(answer.code()), answer, what);
    }

    /** @param pointer into the answer, to what is expected there */
    void says(Answer answer, String what, String pointer, String expected) {
        require(answer.json().at(pointer).asString("").equals(expected), answer, what);
    }

    private void require(boolean right, Answer answer, String what) {
        if (!right) {
            wrong.add(what + ": " + shortened(answer.toString(), 600));
        }
    }

    static String shortened(String text) {
        return shortened(text, 40);
    }

    private static String shortened(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "… (" + text.length() + ")" : text;
    }

    /** Sends something to an operation and says what it expects. */
    interface Offence {
        void commit(Operation operation, Findings found);
    }
}
