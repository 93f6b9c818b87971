package io.countersign.web.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightCacheTest {
    private final SingleFlightCache<String, String> answers = new SingleFlightCache<>(List::of);
    private final AtomicInteger asked = new AtomicInteger();

    private String ask() {
        return String.valueOf(answers.get("client", _ -> "answer " + asked.incrementAndGet()));
    }

    @Test
    void anAnswerIsKeptUntilThereIsNewsOfItsSubject() {
        ask();
        answers.news("somebody else");
        assertThat(ask()).isEqualTo("answer 1");

        answers.news("client");
        assertThat(ask()).isEqualTo("answer 2");

        answers.news();
        assertThat(ask()).isEqualTo("answer 3");
    }

    @Test
    void anAnswerThatWasUnderWayWhenTheNewsCameIsNotUsedAgain() {
        answers.get("client", _ -> {
            answers.news("client");
            return "of before";
        });

        assertThat(ask()).isEqualTo("answer 1");
    }

    /** News is forgotten only after it has made every older answer worthless, whomever that is about. */
    @Test
    void moreNewsThanThereIsRoomForDropsEverything() {
        ask();
        for (var other = 0; other < 40_000; other++) {
            answers.news("somebody else " + other);
        }

        assertThat(ask()).isEqualTo("answer 2");
    }

    @Test
    void nothingIsNeverKept() {
        assertThat(answers.get("client", _ -> null)).isNull();
        assertThat(ask()).isEqualTo("answer 1");
    }

    @Test
    void oneAsksForAllWhoWait() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> answers.get("client", _ -> {
                begun.countDown();
                awaited(go);
                return "answer " + asked.incrementAndGet();
            }));
            begun.await();
            var waiting = Thread.ofPlatform().start(this::ask);
            await().until(() -> waiting.getState() == Thread.State.WAITING);
            go.countDown();
            waiting.join();

            assertThat(first.get()).isEqualTo("answer 1");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void whatIsUnderWayForOneKeepsNobodyElseWaiting() {
        answers.get("client", _ -> {
            assertThat(answers.get("another", _ -> "at once")).isEqualTo("at once");
            return "later";
        });
    }

    @Test
    void silenceIsToldAndTheNextOneAsksAgain() {
        assertThatThrownBy(() -> answers.get("client", _ -> {
            throw new IllegalStateException("silent");
        })).hasMessage("silent");

        assertThat(ask()).isEqualTo("answer 1");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
