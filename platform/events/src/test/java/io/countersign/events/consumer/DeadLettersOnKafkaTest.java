package io.countersign.events.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.events.command.Commands;
import io.countersign.events.projection.LampViews.LampRow;
import io.countersign.events.projection.LampViews;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.ViewRebuild;
import io.countersign.events.projection.Views;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.LampEvent.LampInstalled;
import io.countersign.events.sample.LampEvent.LampRemoved;
import io.countersign.events.sample.LampEvent.NameReserved;
import io.countersign.events.sample.LampEvent;
import io.countersign.events.sample.SampleService;
import io.countersign.testkit.Parts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A7 on the real broker: poison holds up its own aggregate only, is shown, and is had once it is mended. */
@Tag("broker")
class DeadLettersOnKafkaTest {
    private static final String TOPIC = "countersign.poison";
    private static final String VIEW = "poison-lamps";
    private static final String GARBAGE = "canary-1b8e ".repeat(22_000);
    private static final String LARGE = "L".repeat(250 << 10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path keys;
    private final DurableMongoServer mongo = DurableMongoServer.inMemory();

    @AfterEach
    void end() {
        mongo.close();
        LampViews.mend();
    }

    private SampleService service() {
        return new SampleService(keys, List.of(LampViews.class), Map.of("spring.kafka.bootstrap-servers",
                Parts.kafka().bootstrapServers(), "countersign.logs[0].topic", TOPIC, "spring.mongodb.uri", mongo.uri("poison")));
    }

    @Test
    void poisonHoldsUpItsOwnAggregateOnlyUntilItIsMended() throws Exception {
        LampViews.known = List.of(LampInstalled.class, LampRemoved.class, NameReserved.class);
        LampViews.fault = event -> {
            if (event.event() instanceof LampInstalled installed && installed.name().equals("poison")) {
                throw new IllegalStateException("canary-1b8e");
            }
        };
        try (var old = service()) {
            var commands = old.bean(Commands.class);
            commands.send(new InstallLamp("lmp-poison", "poison"));
            commands.send(new SwitchLamp("lmp-poison", true));
            commands.send(new InstallLamp("lmp-strange", "strange"));
            commands.send(new SwitchLamp("lmp-strange", true));
            garbage();
            commands.send(new InstallLamp("lmp-large", LARGE));
            for (var n = 0; n < 20; n++) {
                var receipt = commands.send(new InstallLamp("lmp-well-" + n, "well " + n));
                var view = old.bean(Views.class).of(LampRow.class);
                view.await(receipt);
                assertThat(view.find("lmp-well-" + n)).as("seen within 2 s beside the poison").isPresent();
            }
            await().untilAsserted(() -> assertThat(letters(old)).containsExactlyInAnyOrder("lmp-poison#0 FAILED", "lmp-poison#1 QUEUED",
                    "lmp-strange#1 UNKNOWN_TYPE", "lmp-garbage#0 UNREADABLE"));
            assertThat(row(old, "lmp-strange")).isEqualTo(new Row<>("lmp-strange", 0, row(old, "lmp-strange").value()));
            assertThat(row(old, "lmp-large").value().name()).isEqualTo(LARGE);
            assertThat(old.manage("/actuator/deadletters").body()).contains("lmp-garbage").doesNotContain("canary");
        }

        LampViews.known = List.of(LampEvent.class);
        try (var upgraded = service()) {
            assertThat(letters(upgraded)).as("a start retries what it may understand now").containsExactlyInAnyOrder(
                    "lmp-poison#0 FAILED", "lmp-poison#1 QUEUED", "lmp-garbage#0 UNREADABLE");
            assertThat(row(upgraded, "lmp-strange").value().on()).isTrue();

            assertThat(retry(upgraded, "lmp-poison").get("settled").asInt()).as("not mended yet").isZero();
            LampViews.fault = _ -> {
            };
            assertThat(retry(upgraded, "lmp-poison").get("settled").asInt()).isEqualTo(2);
            assertThat(row(upgraded, "lmp-poison").value().switched()).isEqualTo(1);
            upgraded.bean(Commands.class).send(new SwitchLamp("lmp-poison", false));
            await().untilAsserted(() -> assertThat(row(upgraded, "lmp-poison").sequence()).isEqualTo(2));

            await().until(() -> lag(upgraded) == 0);
            var rebuilt = upgraded.bean(ViewRebuild.class).rebuild(VIEW);
            assertThat(rebuilt.hashRebuilt()).as("A6 after the retry").isEqualTo(rebuilt.hashLive());
            assertThat(rebuilt.rows()).isEqualTo(23);
            assertThat(rebuilt.waiting()).as("the garbage waits in both").isEqualTo(1);
            assertThat(letters(upgraded)).containsExactly("lmp-garbage#0 UNREADABLE");
        }
    }

    /** A 256 KiB record that is no envelope. */
    private static void garbage() throws Exception {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", Parts.kafka().bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, null, "lmp-garbage", GARBAGE.getBytes(StandardCharsets.UTF_8),
                    List.<Header>of(new RecordHeader("position", "0".getBytes(StandardCharsets.US_ASCII)),
                            new RecordHeader("sequence", "0".getBytes(StandardCharsets.US_ASCII)))))
                    .get();
        }
    }

    private static List<String> letters(SampleService service) {
        var page = JSON.readTree(service.manage("/actuator/deadletters?consumer=" + VIEW).body());
        return page.get("items").valueStream().map(
                letter -> letter.get("aggregateId").asString() + "#" + letter.get("sequence").asLong() + " "
                        + letter.get("reason").asString())
                .toList();
    }

    private static JsonNode retry(SampleService service, String aggregateId) {
        return JSON.readTree(service.manage("/actuator/deadletters",
                "{\"consumer\":\"" + VIEW + "\",\"aggregateId\":\"" + aggregateId + "\"}").body());
    }

    private static long lag(SampleService service) {
        return JSON.readTree(service.manage("/actuator/views").body()).get(0).get("lag").asLong();
    }

    private static Row<LampRow> row(SampleService service, String id) {
        return service.bean(Views.class).of(LampRow.class).find(id).orElseThrow();
    }
}
