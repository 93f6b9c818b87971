package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.api.Limits;
import io.countersign.testkit.harness.RunningService.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every number a caller sends has a bound (domain.md 5.7): what is within is answered as it was sent, what is beyond changes nothing. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {
    private RunningRegistry registry;
    private Acme acme;
    private String server;
    private String internal;

    @BeforeAll
    void start(RunningRegistry running) {
        registry = running;
        acme = new Acme(registry);
        server = acme.server(acme.project("Limits"), "limits").text("/id");
        internal = "/internal/organizations/" + acme.id + "/servers/" + server;
    }

    @Test
    void settingsWithinTheBoundsAreAnsweredAsTheyWereSent() {
        var random = new Random(57);
        for (var n = 0; n < 20; n++) {
            var access = between(random, Limits.ACCESS_TOKEN_SECONDS_MIN, Limits.ACCESS_TOKEN_SECONDS_MAX);
            var idle = between(random, Limits.IDLE_SECONDS_MIN, Limits.IDLE_SECONDS_MAX);
            var absolute = between(random, Limits.ABSOLUTE_SECONDS_MIN, Limits.ABSOLUTE_SECONDS_MAX);

            assertThat(session("\"accessTokenSeconds\":%d,\"idleSeconds\":%d,\"absoluteSeconds\":%d".formatted(access, idle, absolute))
                    .status()).isEqualTo(204);

            var answer = registry.get(acme.service, internal).body();
            assertThat(answer.path("accessTokenSeconds").asLong()).isEqualTo(access);
            assertThat(answer.path("idleSeconds").asLong()).isEqualTo(idle);
            assertThat(answer.path("absoluteSeconds").asLong()).isEqualTo(absolute);
        }
    }

    @Test
    void settingsBeyondTheBoundsAreRefusedAndChangeNothing() {
        var before = registry.get(acme.service, internal).content();
        var beyond = List.of(new Bound("accessTokenSeconds", Limits.ACCESS_TOKEN_SECONDS_MIN, Limits.ACCESS_TOKEN_SECONDS_MAX),
                new Bound("idleSeconds", Limits.IDLE_SECONDS_MIN, Limits.IDLE_SECONDS_MAX),
                new Bound("absoluteSeconds", Limits.ABSOLUTE_SECONDS_MIN, Limits.ABSOLUTE_SECONDS_MAX));

        for (var bound : beyond) {
            for (var value : List.of(bound.least - 1, bound.most + 1, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)) {
                var refused = session("\"" + bound.field + "\":" + value);
                assertThat(refused.status()).as(bound.field + "=" + value).isEqualTo(422);
                assertThat(refused.text("/errors/0/field")).isEqualTo("session." + bound.field);
            }
        }

        assertThat(registry.get(acme.service, internal).content()).isEqualTo(before);
    }

    @Test
    void timeoutsWithinTheBoundsAreAnsweredAndOthersRefused() {
        assertThat(timeouts("\"answerSeconds\":%d,\"pieceSeconds\":1,\"idleSeconds\":0".formatted(Limits.ANSWER_SECONDS_MAX)).status())
                .isEqualTo(204);
        var before = registry.get(acme.service, internal);
        assertThat(before.body().path("timeouts").path("answerSeconds").asLong()).isEqualTo(Limits.ANSWER_SECONDS_MAX);
        assertThat(before.body().path("timeouts").path("pieceSeconds").asLong()).isEqualTo(1);
        assertThat(before.body().path("timeouts").path("idleSeconds").asLong(-1)).isZero();

        for (var beyond : List.of("\"answerSeconds\":" + (Limits.ANSWER_SECONDS_MAX + 1), "\"answerSeconds\":0",
                "\"pieceSeconds\":" + (Limits.PIECE_SECONDS_MAX + 1), "\"pieceSeconds\":-1",
                "\"idleSeconds\":" + (Limits.CONNECTION_IDLE_SECONDS_MAX + 1), "\"idleSeconds\":-1")) {
            assertThat(timeouts(beyond).status()).as(beyond).isEqualTo(422);
        }

        assertThat(registry.get(acme.service, internal).content()).isEqualTo(before.content());
    }

    private Answer timeouts(String settings) {
        return registry.send(acme.owner, acme.api + "/servers/" + server, "PATCH", "{\"timeouts\":{" + settings + "}}");
    }

    @Test
    void noSecretLastsLongerThanTheTableSays() {
        var secrets = acme.pathOf(acme.client(acme.project("Limited secrets"), "Limited")) + "/secrets";
        var longest = Instant.now().plus(Duration.ofDays(Limits.CLIENT_SECRET_DAYS));

        for (var end : List.of("2020-01-01T00:00:00Z", longest.plusSeconds(3_600).toString(), "+999999999-12-31T23:59:59Z")) {
            assertThat(registry.post(acme.owner, secrets, "{\"expiresAt\":\"" + end + "\"}").status()).as(end).isEqualTo(422);
        }
        assertThat(registry.post(acme.owner, secrets, "{\"expiresAt\":\"" + longest.minusSeconds(3_600) + "\"}").status()).isEqualTo(201);
    }

    private Answer session(String settings) {
        return registry.send(acme.owner, acme.api + "/servers/" + server, "PATCH", "{\"session\":{" + settings + "}}");
    }

    private static long between(Random random, long least, long most) {
        return least + (long) (random.nextDouble() * (most - least));
    }

    private record Bound(String field, long least, long most) {
    }
}
