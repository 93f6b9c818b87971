package io.countersign.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.events.command.Commands;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventLogs;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.LampEvent;
import io.countersign.events.sample.SampleService;
import io.countersign.eventstore.StoredEvent;
import io.countersign.testkit.Parts;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("broker")
class RelayOnKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path keys;

    SampleService service(String topic) {
        return new SampleService(keys, List.of(), Map.of("spring.kafka.bootstrap-servers", Parts.kafka().bootstrapServers(),
                "countersign.logs[0].topic", topic));
    }

    /** What the lamps brought about: each use of an endpoint leaves an event in the log as well. */
    static List<ConsumerRecord<String, byte[]>> read(String topic, int expected) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Parts.kafka().bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, 6).mapToObj(partition -> new TopicPartition(topic, partition)).toList());
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (records.size() < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(read -> {
                    if (!read.key().startsWith("ope-")) {
                        records.add(read);
                    }
                });
            }
        }
        records.sort(Comparator.comparingLong(read -> Long.parseLong(header(read, "position"))));
        return records;
    }

    static String header(ConsumerRecord<?, ?> read, String name) {
        return new String(read.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
    }

    @Test
    void whatIsAcknowledgedArrivesByteForByteWithItsPlace() {
        try (var service = service("countersign.sample")) {
            var commands = service.bean(Commands.class);
            for (var n = 0; n < 20; n++) {
                var id = commands.send(new InstallLamp("lmp-k" + n, "kafka-" + n)).aggregateId();
                commands.send(new SwitchLamp(id, true));
            }
            var log = service.bean(EventLogs.class).first().log();
            var stored = log.read(0, 1000).stream().flatMap(commit -> commit.events().stream()).toList();
            var records = read("countersign.sample", stored.size());
            assertThat(records).extracting(read -> new String(read.value(), StandardCharsets.UTF_8))
                    .isEqualTo(stored.stream().map(event -> new String(event.bytes(), StandardCharsets.UTF_8)).toList());
            assertThat(records).extracting(ConsumerRecord::key).isEqualTo(stored.stream().map(StoredEvent::aggregateId).toList());
            assertThat(records).extracting(read -> header(read, "position") + "/" + header(read, "sequence"))
                    .isEqualTo(stored.stream().map(event -> event.position() + "/" + event.sequence()).toList());
            assertThat(records).allSatisfy(read -> {
                assertThat(header(read, "source")).isEqualTo(log.source());
                assertThat(header(read, "content-type")).isEqualTo("application/cloudevents+json");
            });
        }
    }

    @Test
    void aTopicIsSentAgainOnCommandFromTheCommitOfAPosition() {
        try (var service = service("countersign.again")) {
            var commands = service.bean(Commands.class);
            for (var n = 0; n < 10; n++) {
                commands.send(new InstallLamp("lmp-again-" + n, "again-" + n));
            }
            var first = positions(read("countersign.again", 20));
            assertThat(first).isEqualTo(LongStream.range(0, 20).boxed().toList());
            await().until(() -> standing(service).get("lag").asLong() == 0);
            var held = standing(service);
            assertThat(held.get("publishedBefore").asLong()).isGreaterThanOrEqualTo(20);
            assertThat(held.get("held").asBoolean()).isTrue();

            assertThat(republish(service, 1_000).statusCode()).as("what is not published yet would be skipped").isEqualTo(400);
            assertThat(republish(service, -1).statusCode()).isEqualTo(400);
            assertThat(service.manage("/actuator/relay/other/republish", "{\"fromPosition\":\"0\"}").statusCode()).isEqualTo(400);
            assertThat(republish(service, 0).statusCode()).isEqualTo(200);
            assertThat(read("countersign.again", 40)).hasSize(40);
            await().until(() -> standing(service).get("lag").asLong() == 0);
            assertThat(republish(service, 17).statusCode()).isEqualTo(200);
            var all = read("countersign.again", 44);
            assertThat(positions(all).stream().filter(position -> position >= 16)).hasSize(12);
            assertThat(all).hasSize(44);
            assertThat(all.stream().map(read -> header(read, "position") + new String(read.value(), StandardCharsets.UTF_8)).distinct())
                    .as("the same bytes at the same positions").hasSize(20);
        }
    }

    private static HttpResponse<String> republish(SampleService service, long from) {
        return service.manage("/actuator/relay/sample/republish", "{\"fromPosition\":\"" + from + "\"}");
    }

    private static JsonNode standing(SampleService service) {
        return JsonMapper.shared().readTree(service.manage("/actuator/relay").body()).get(0);
    }

    private static List<Long> positions(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(read -> Long.parseLong(header(read, "position"))).toList();
    }

    @Test
    void aTopicAheadOfTheStoreStopsTheStartWithASentence() {
        try (var before = service("countersign.ahead")) {
            before.bean(Commands.class).send(new InstallLamp("lmp-ahead", "ahead"));
            read("countersign.ahead", 2);
        }
        assertThatThrownBy(() -> service("countersign.ahead").close())
                .hasRootCauseInstanceOf(StartRefused.class).rootCause().hasMessageContaining("the store was set back");
    }

    /** K8: what one broker alone has acknowledged is lost with it. */
    @Test
    void aTopicWithFewerCopiesThanDemandedStopsTheStart() throws Exception {
        create("countersign.alone", Duration.ofMillis(-1));
        assertThatThrownBy(() -> new SampleService(keys, List.of(), Map.of("spring.kafka.bootstrap-servers",
                Parts.kafka().bootstrapServers(), "countersign.logs[0].topic", "countersign.alone", "countersign.relay.min-insync", "2"))
                .close())
                .hasRootCauseInstanceOf(StartRefused.class).rootCause()
                .hasMessageContaining("has replication 1, but countersign.relay.min-insync is 2");
    }

    @Test
    void aTopicThatForgetsStopsTheStart() throws Exception {
        create("countersign.forgetful", Duration.ofSeconds(1));
        assertThatThrownBy(() -> service("countersign.forgetful").close())
                .hasRootCauseInstanceOf(StartRefused.class).rootCause().hasMessageContaining("retention.ms=1000");
    }

    @Test
    void aTopicThatForgetsBeforeItsLogDoesStopsTheStart() throws Exception {
        create("countersign.facts-short", Duration.ofDays(29));
        assertThatThrownBy(() -> forgetting("countersign.beside-short", "countersign.facts-short").close())
                .hasRootCauseInstanceOf(StartRefused.class).rootCause().hasMessageContaining("its log keeps events for PT720H");
    }

    @Test
    void aTopicOfALogThatForgetsIsMadeToForgetNoSooner() throws Exception {
        create("countersign.facts-longer", Duration.ofDays(31));
        forgetting("countersign.beside-longer", "countersign.facts-longer").close();
        try (var service = forgetting("countersign.beside-new", "countersign.facts-new")) {
            assertThat(JsonMapper.shared().readTree(service.manage("/actuator/relay").body()).get(1).get("firstPosition").asLong())
                    .isZero();
            assertThat(service.manage("/actuator/prometheus").body()).contains("countersign_log_start{").contains("log=\"facts\"");
        }
        var made = new ConfigResource(ConfigResource.Type.TOPIC, "countersign.facts-new");
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Parts.kafka().bootstrapServers()))) {
            assertThat(Objects.requireNonNull(admin.describeConfigs(Set.of(made)).all().get().get(made)).get("retention.ms").value())
                    .isEqualTo(Long.toString(Duration.ofDays(30).toMillis()));
        }
    }

    @Test
    void aLogOfWhichSomethingUnpublishedIsGoneStopsTheStartWithASentence() {
        try (var mongo = DurableMongoServer.inMemory(); var client = MongoClients.create(mongo.uri())) {
            var settings = Map.of("spring.kafka.bootstrap-servers", Parts.kafka().bootstrapServers(), "countersign.logs[0].topic",
                    "countersign.gone", "spring.mongodb.uri", mongo.uri("gone"));
            try (var before = new SampleService(keys, List.of(), settings)) {
                for (var n = 0; n < 5; n++) {
                    before.bean(Commands.class).send(new InstallLamp("lmp-gone-" + n, "gone-" + n));
                }
                await().until(() -> standing(before).get("lag").asLong() == 0);
                before.bean(EventLogs.class).first().log().startAt(4);
                assertThat(republish(before, 3).body()).contains("begins at position 8");
            }
            client.getDatabase("gone").getCollection("relays").updateOne(new Document("_id", "sample"),
                    new Document("$set", new Document("number", 1L).append("position", 4L)));

            assertThatThrownBy(() -> new SampleService(keys, List.of(), settings).close()).hasRootCauseInstanceOf(StartRefused.class)
                    .rootCause().hasMessageContaining("begins with commit 4, but only what is before commit 2 was published");

            var goingOn = new TreeMap<>(settings);
            goingOn.put("countersign.relay.republish", "sample");
            try (var after = new SampleService(keys, List.of(), goingOn)) {
                assertThat(read("countersign.gone", 12)).hasSize(12);
                await().until(() -> standing(after).get("lag").asLong() == 0);
            }
        }
    }

    private static void create(String topic, Duration retention) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Parts.kafka().bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic(topic, 6, (short) 1)
                    .configs(Map.of("retention.ms", Long.toString(retention.toMillis()))))).all().get();
        }
    }

    /** A service with a second log, which keeps its events for thirty days. */
    private SampleService forgetting(String topic, String facts) {
        return new SampleService(keys, List.of(Facts.class), Map.of("spring.kafka.bootstrap-servers", Parts.kafka().bootstrapServers(),
                "countersign.logs[0].topic", topic, "countersign.logs[1].name", "facts", "countersign.logs[1].topic", facts,
                "countersign.logs[1].retention", "30d"));
    }

    /** What the second log holds. */
    @Configuration(proxyBeanMethods = false)
    static class Facts {
        @Bean
        EventCatalog facts(@Value("${countersign.logs[1].topic}") String topic) {
            return EventCatalog.of(topic, LampEvent.class);
        }
    }
}
