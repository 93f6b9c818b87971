package io.countersign.testkit.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.log.EventLogs;
import io.countersign.events.relay.Relays;
import io.countersign.testkit.harness.RunningService.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * What holds of every service of which two processes stand on one store (architecture section 9): both take writes, one relays, and when
 * it goes the other relays within ten seconds.
 *
 * @param first  can be ended and started again
 * @param second on the same store
 * @param write  something new each time it is asked with another number
 */
public record TwoReplicas(RunningService first, RunningService second, BiFunction<RunningService, Integer, Answer> write) {
    private static final int WRITES = 30;
    private static final int AT_ONCE = 6;
    private static final Duration HAND_OVER = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Writes at both, ends the first, and starts it again. */
    public void standTogether() {
        underLoad();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(published(first)).isEqualTo(head(first)));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(relaying(first) + relaying(second)).as("one relay for each log").isEqualTo(logs());
        });

        first.pause(() -> {
            accepted(write.apply(second, WRITES));
            await().atMost(HAND_OVER).untilAsserted(() -> {
                assertThat(relaying(second)).isEqualTo(logs());
                assertThat(published(second)).isEqualTo(head(second));
            });
        });

        underLoadAgain();
    }

    private void underLoad() {
        writes(0);
    }

    /** The one that came back is the candidate now. */
    private void underLoadAgain() {
        writes(WRITES + 1);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(relaying(first) + relaying(second)).isEqualTo(logs());
            assertThat(published(second)).isEqualTo(head(second));
        });
    }

    private void writes(int from) {
        try (var callers = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = new ArrayList<Future<Answer>>();
            for (var n = from; n < from + WRITES; n++) {
                var number = n;
                answers.add(callers.submit(() -> write.apply(number % 2 == 0 ? first : second, number)));
            }
            for (var answer : answers) {
                accepted(answer.get());
            }
        } catch (ExecutionException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void accepted(Answer answer) {
        assertThat(answer.status()).as(answer.content()).isBetween(200, 299);
    }

    private int logs() {
        return second.bean(EventLogs.class).all().size();
    }

    private static double relaying(RunningService service) {
        return service.bean(MeterRegistry.class).get("countersign.relay.active").gauges().stream().mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private static long published(RunningService service) {
        return service.bean(Relays.class).publishedBefore(service.bean(EventLogs.class).first().topic()).orElse(-1);
    }

    private static long head(RunningService service) {
        return service.bean(EventLogs.class).first().log().head().nextPosition();
    }
}
