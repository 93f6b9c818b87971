package io.countersign.gateway.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class AnswerCacheTest {
    private final VirtualClock clock = VirtualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Sinks.One<String>> slow = new CopyOnWriteArrayList<>();

    private AnswerCache<String, String> prompt() {
        return answers(Mono.fromCallable(() -> "answer " + asked.incrementAndGet()));
    }

    private AnswerCache<String, String> slow() {
        return answers(Mono.defer(() -> {
            asked.incrementAndGet();
            var answer = Sinks.<String>one();
            slow.add(answer);
            return answer.asMono();
        }));
    }

    private AnswerCache<String, String> answers(Mono<String> answer) {
        return new AnswerCache<>(Duration.ofSeconds(5), clock, key -> answer);
    }

    @Test
    void anAnswerIsKeptForItsLifeOrUntilThereIsNewsOfIt() {
        var answers = prompt();
        assertThat(answers.get("acme").block()).isEqualTo("answer 1");
        answers.forget(answer -> answer.equals("of somebody else"));
        clock.advance(Duration.ofMillis(4_999));
        assertThat(answers.get("acme").block()).isEqualTo("answer 1");
        clock.advance(Duration.ofMillis(1));
        assertThat(answers.get("acme").block()).isEqualTo("answer 2");
        answers.forget(answer -> answer.equals("answer 2"));
        assertThat(answers.get("acme").block()).isEqualTo("answer 3");
    }

    @Test
    void whatDoesNotExistIsRememberedForASecondOrUntilAnyNews() {
        var answers = answers(Mono.fromRunnable(asked::incrementAndGet));
        assertThat(answers.get("none").block()).isNull();
        assertThat(answers.get("none").block()).isNull();
        assertThat(asked).hasValue(1);
        answers.forget(answer -> false);
        assertThat(answers.get("none").block()).isNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(answers.get("none").block()).isNull();
        assertThat(asked).hasValue(3);
    }

    @Test
    void silenceIsToldAndTheNextOneAsksAgain() {
        var answers = answers(Mono.error(() -> new IllegalStateException("silent " + asked.incrementAndGet())));
        assertThatThrownBy(() -> answers.get("acme").block()).hasMessage("silent 1");
        assertThatThrownBy(() -> answers.get("acme").block()).hasMessage("silent 2");
    }

    @Nested
    class GivenAnAnswerUnderWay {
        private final AnswerCache<String, String> answers = slow();

        @Test
        void everyoneWhoAsksWaitsForItWithoutAThread() {
            var waiting = IntStream.range(0, 32).mapToObj(caller -> answers.get("acme").toFuture()).toList();
            assertThat(asked).hasValue(1);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            answer(0, "slow");
            assertThat(waiting).allSatisfy(heard -> assertThat(heard).isCompletedWithValue("slow"));
            assertThat(answers.get("acme").toFuture()).isCompletedWithValue("slow");
            assertThat(asked).hasValue(1);
        }

        @Test
        void itHoldsUpNobodyWhoAsksForSomethingElse() {
            var keys = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
            keys.forEach(key -> answers.get(key).subscribe());
            assertThat(asked).hasValue(1_000);
        }

        @Test
        void itIsNotKeptWhenNewsCameAndWhoAsksAfterTheNewsAsksAnew() {
            var before = answers.get("acme").toFuture();
            answers.forget(answer -> false);
            var after = answers.get("acme").toFuture();
            answer(0, "of before");
            assertThat(before).isCompletedWithValue("of before");
            assertThat(after).isNotDone();
            answer(1, "of after");
            assertThat(after).isCompletedWithValue("of after");
            assertThat(answers.get("acme").toFuture()).isCompletedWithValue("of after");
            assertThat(asked).hasValue(2);
        }

        @Test
        void itIsNotKeptWhenNewsCameAndNobodyAskedSince() {
            var before = answers.get("acme").toFuture();
            answers.forget(answer -> false);
            answer(0, "of before");
            assertThat(before).isCompletedWithValue("of before");
            assertThat(answers.get("acme").toFuture()).isNotDone();
        }

        @Test
        void whoeverAskedFirstMayGoAway() {
            var first = answers.get("acme").subscribe();
            first.dispose();
            var second = answers.get("acme").toFuture();
            answer(0, "slow");
            assertThat(second).isCompletedWithValue("slow");
            assertThat(asked).hasValue(1);
        }

        @Test
        void itBelongsToNobodysCall() {
            var seen = new CopyOnWriteArrayList<Map.Entry<Object, Object>>();
            var shared = new AnswerCache<String, String>(Duration.ofSeconds(5), clock, key -> Mono.deferContextual(asker -> {
                asker.stream().forEach(seen::add);
                return Mono.just("answer");
            }));
            assertThat(shared.get("acme").contextWrite(context -> context.put("call", "mine")).block()).isEqualTo("answer");
            assertThat(seen).isEmpty();
        }

        private void answer(int question, String text) {
            slow.get(question).tryEmitValue(text).orThrow();
        }
    }
}
