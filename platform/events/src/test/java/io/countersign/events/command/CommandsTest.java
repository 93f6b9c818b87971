package io.countersign.events.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.countersign.events.command.Commands.Cause;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.Streams;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.LampRefused;
import io.countersign.events.sample.LampCommand.RemoveLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.SampleService;
import io.countersign.eventstore.EventLog;
import io.countersign.web.passport.Actor;
import io.countersign.web.problem.Problem;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    static Path keys;
    static SampleService service;
    static Commands commands;
    static EventLog log;

    @BeforeAll
    static void start() {
        service = new SampleService(keys, List.of(), Map.of());
        commands = service.bean(Commands.class);
        log = service.bean(EventLogs.class).first().log();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static String installed(String name) {
        return commands.send(new InstallLamp("lmp-" + name, name)).aggregateId();
    }

    @Nested
    class GivenACommandThatChangesSomething {
        @Test
        void itsReceiptNamesSequenceAndPositionInTheLog() {
            var id = installed("receipt");
            var receipt = commands.send(new SwitchLamp(id, true));
            assertThat(receipt.sequence()).isEqualTo(1);
            assertThat(log.stream(id, 1)).singleElement().satisfies(event -> assertThat(event.position()).isEqualTo(receipt.position()));
        }

        @Test
        void itsAccessEntriesStandInTheSameCommit() {
            var id = installed("access");
            commands.send(new SwitchLamp(id, true));
            assertThat(log.read(log.head().number(), 1).getFirst().access()).singleElement()
                    .satisfies(entry -> assertThat(entry.version()).isEqualTo(1));
        }

        @Test
        void itsEnvelopeTellsWhoAndWhy() {
            var receipt = commands.send(new InstallLamp("lmp-envelope", "envelope"),
                    new Cause(new Actor(Actor.Type.IDP, "idp-1"), "org-9", "cause-1", "chain-1", null));
            var json = new String(log.stream(receipt.aggregateId(), 0).getFirst().bytes(), StandardCharsets.UTF_8);
            assertThat(json).matches("\\{\"specversion\":\"1.0\",\"id\":\"[0-9A-Z]{26}\",\"source\":\"/sample-service/sample/[^\"]+\","
                    + "\"type\":\"countersign.sample.LampInstalled.v1\",\"time\":\"[-0-9]+T[:0-9]+\\.\\d{3}Z\",\"subject\":\"lmp-envelope\","
                    + "\"datacontenttype\":\"application/json\",\"organization\":\"org-9\",\"sequence\":0,\"actortype\":\"IDP\","
                    + "\"actorid\":\"idp-1\",\"causationid\":\"cause-1\",\"correlationid\":\"chain-1\","
                    + "\"data\":\\{\"lampId\":\"lmp-envelope\",\"name\":\"envelope\",\"at\":\"[^\"]+Z\"}}");
        }
    }

    @Nested
    class GivenACommandThatChangesNothing {
        @Test
        void itsReceiptHasTheVersionAndNoPosition() {
            var id = installed("idle");
            assertThat(commands.send(new SwitchLamp(id, false))).isEqualTo(new Receipt(id, 0, -1));
        }
    }

    @Nested
    class GivenARefusal {
        @Test
        void theCallerGetsTheRulesOwnException() {
            var id = installed("refused");
            commands.send(new RemoveLamp(id));
            assertThatThrownBy(() -> commands.send(new SwitchLamp(id, true))).isExactlyInstanceOf(LampRefused.class).hasMessage("gone");
        }

        @Test
        void anAggregateThatDoesNotExistIsNotFound() {
            assertThatThrownBy(() -> commands.send(new SwitchLamp("lmp-none", true)))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo("not_found"));
        }

        @Test
        void aNameIsReservedOnceAndTheSecondLampDoesNotExist() {
            installed("unique");
            assertThatThrownBy(() -> commands.send(new InstallLamp("lmp-second", "unique")))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo("conflict"));
            assertThat(log.lastSequence("lmp-second")).isEmpty();
        }
    }

    @Nested
    class GivenManyCallersOfOneAggregate {
        @Test
        void eachGetsAnAnswerAndNoSequenceIsMissing() throws Exception {
            var id = installed("busy");
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = new ArrayList<Callable<Receipt>>();
                for (var n = 0; n < 32; n++) {
                    var on = n % 2 == 0;
                    calls.add(() -> commands.send(new SwitchLamp(id, on)));
                }
                for (var answer : callers.invokeAll(calls)) {
                    assertThat(answer.get().aggregateId()).isEqualTo(id);
                }
            }
            assertThat(log.stream(id, 0)).extracting(event -> event.sequence())
                    .isEqualTo(java.util.stream.LongStream.rangeClosed(0, log.lastSequence(id).orElseThrow()).boxed().toList());
        }
    }

    @Nested
    class GivenAReaderOfStreams {
        @Test
        void itSeesEachCommandAtOnce() {
            var streams = service.bean(Streams.class);
            var id = installed("streamed");
            assertThat(streams.load(id, 0, (count, recorded) -> count + 1)).isEqualTo(new Streams.Loaded<>(1, 0));
            commands.send(new SwitchLamp(id, true));
            assertThat(streams.load(id, 0, (count, recorded) -> count + 1)).isEqualTo(new Streams.Loaded<>(2, 1));
            assertThat(streams.load("lmp-nobody", 0, (count, recorded) -> count + 1).exists()).isFalse();
        }
    }

    @Nested
    class GivenARequestWithIfMatch {
        @Test
        void theVersionItNamesMustBeTheCurrentOne() {
            var id = installed("versioned");
            assertThat(service.post("/api/v1/lamps/" + id + "/on", "", "If-Match", "\"3\"").statusCode()).isEqualTo(412);
            assertThat(log.lastSequence(id)).hasValue(0);
            var accepted = service.post("/api/v1/lamps/" + id + "/on", "", "If-Match", "\"0\"");
            assertThat(accepted.statusCode()).isEqualTo(204);
            assertThat(accepted.headers().firstValue("Countersign-Receipt")).hasValue(id + ":1");
            assertThat(service.post("/api/v1/lamps/" + id + "/on", "", "If-Match", "\"0\"").statusCode()).isEqualTo(412);
        }
    }

    @Nested
    class GivenARequestWithIdempotencyKey {
        @Test
        void aRepeatIsAnsweredAgainAndActsOnce() {
            var first = service.post("/api/v1/lamps", "{\"name\":\"twice\"}", "Idempotency-Key", "k1");
            var second = service.post("/api/v1/lamps", "{\"name\":\"twice\"}", "Idempotency-Key", "k1");
            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(second.statusCode()).isEqualTo(201);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.headers().firstValue("Location")).isEqualTo(first.headers().firstValue("Location"));
            assertThat(second.headers().firstValue("Countersign-Receipt")).isEqualTo(first.headers().firstValue("Countersign-Receipt"));
        }

        @Test
        void twoAtOnceGetTheFirstOnesAnswer() throws Exception {
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var n = 0; n < 30; n++) {
                    var key = "pair-" + n;
                    Callable<HttpResponse<String>> call = () -> service.post("/api/v1/lamps", "{\"name\":\"" + key + "\"}",
                            "Idempotency-Key", key);
                    var answers = callers.invokeAll(List.of(call, call));
                    var one = answers.getFirst().get();
                    var other = answers.getLast().get();

                    assertThat(one.statusCode()).as(one.body()).isEqualTo(201);
                    assertThat(other.statusCode()).as(other.body()).isEqualTo(201);
                    assertThat(other.body()).isEqualTo(one.body());
                    assertThat(other.headers().firstValue("Location")).isEqualTo(one.headers().firstValue("Location"));
                }
            }
        }

        @Test
        void theKeyOfARefusedRequestMayBeUsedAgain() {
            installed("taken");
            var refused = service.post("/api/v1/lamps", "{\"name\":\"taken\"}", "Idempotency-Key", "k6");
            var other = service.post("/api/v1/lamps", "{\"name\":\"not-taken\"}", "Idempotency-Key", "k6");

            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(other.statusCode()).as(other.body()).isEqualTo(201);
        }

        @Test
        void anotherBodyUnderTheSameKeyIsRefused() {
            service.post("/api/v1/lamps", "{\"name\":\"mine\"}", "Idempotency-Key", "k2");
            var other = service.post("/api/v1/lamps", "{\"name\":\"other\"}", "Idempotency-Key", "k2");
            assertThat(other.statusCode()).isEqualTo(422);
            assertThat(other.body()).contains("idempotency_key_reused");
        }

        @Test
        void aRepeatAfterTheAnswerWasLostFindsTheCommitAndTheSameId() {
            var first = service.post("/api/v1/lamps", "{\"name\":\"lost\"}", "Idempotency-Key", "k4");
            forgetAnswers();
            var second = service.post("/api/v1/lamps", "{\"name\":\"lost\"}", "Idempotency-Key", "k4");
            assertThat(second.statusCode()).isEqualTo(201);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.headers().firstValue("Countersign-Receipt")).isEqualTo(first.headers().firstValue("Countersign-Receipt"));
        }

        @Test
        void aSecretWhoseAnswerWasLostIsNotMadeAgain() {
            service.post("/api/v1/secret-lamps", "{\"name\":\"lost-secret\"}", "Idempotency-Key", "k5");
            forgetAnswers();
            var second = service.post("/api/v1/secret-lamps", "{\"name\":\"lost-secret\"}", "Idempotency-Key", "k5");
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains("already_shown");
        }

        /** As a crash between the commit and the answer does. */
        private static void forgetAnswers() {
            service.bean(MongoDatabase.class).getCollection("request_claims").updateMany(new Document(), Updates.unset("answer"));
        }

        @Test
        void aSecretIsShownOnceAndKeptNowhere() {
            var first = service.post("/api/v1/secret-lamps", "{\"name\":\"secret\"}", "Idempotency-Key", "k3");
            var second = service.post("/api/v1/secret-lamps", "{\"name\":\"secret\"}", "Idempotency-Key", "k3");
            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains("already_shown");
        }
    }
}
