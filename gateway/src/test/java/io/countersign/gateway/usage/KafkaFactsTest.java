package io.countersign.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.token.contract.UsageEvent.ToolCalled;
import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.testkit.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Facts through a real broker that comes late. */
@Tag("broker")
class KafkaFactsTest {
    private static final AccessToken TOKEN = new AccessToken("iss", List.of("aud"), "cli-1", "cli-1", new LinkedHashSet<>(), "con-1", "jti",
            "org-1", Instant.parse("2026-11-21T10:15:00Z"), Map.of());
    private static final int MORE_THAN_THE_QUEUE = 21_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int recorded;
    private KafkaPart broker;
    private UsageTopic topic;
    private KafkaFacts sink;
    private Facts facts;

    @BeforeEach
    void withoutABroker(@TempDir Path data) {
        broker = new KafkaPart(data, Probe.freePort(), Probe.freePort());
        var kafka = new KafkaProperties();
        kafka.setBootstrapServers(List.of(broker.bootstrapServers()));
        topic = new UsageTopic(kafka, new UsageTopic.Properties(3, Duration.ofDays(90), Duration.ofDays(7)));
        sink = new KafkaFacts(kafka, meters);
        facts = new Facts(sink, VirtualClock.at("2026-11-21T10:00:00Z"), JsonMapper.shared(), "gateway-7");
        topic.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        sink.destroy();
        topic.stop();
        broker.kill();
    }

    @Test
    void aCallNeverWaitsForTheBrokerAndEveryMissingNumberIsCountedAsLost() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> record(MORE_THAN_THE_QUEUE));
        assertThat(lost()).isPositive();

        broker.start();
        var arrived = read(() -> record(1));

        assertThat(arrived).extracting(fact -> fact.path("data").path("gateway").asString()).containsOnly("gateway-7");
        assertThat(arrived).extracting(fact -> fact.path("data").path("boot").asString())
                .containsOnly(arrived.getFirst().path("data").path("boot").asString());
        var numbers = new TreeSet<>(arrived.stream().map(fact -> fact.path("data").path("n").asLong()).toList());
        assertThat(numbers).hasSize(arrived.size()).allMatch(n -> n >= 0 && n < recorded);
        assertThat(recorded - numbers.size()).as("missing numbers").isEqualTo((int) lost());
    }

    @Test
    void withABrokerNumbersAreDenseAndFactsStandUnderTheirConnection() {
        broker.start();
        topicStands();
        record(100);

        var arrived = read(() -> {
        });
        assertThat(lost()).isZero();
        assertThat(arrived).extracting(fact -> fact.path("data").path("n").asInt())
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 100).boxed().toList());
        assertThat(arrived).extracting(fact -> fact.path("subject").asString()).containsOnly("con-1");
    }

    /** A fact waits no longer than five seconds for its topic. */
    private void topicStands() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> admin.listTopics().names().get().contains(KafkaFacts.TOPIC));
        }
    }

    private void record(int number) {
        for (var i = 0; i < number; i++, recorded++) {
            facts.record(TOKEN, "correlation",
                    at -> new ToolCalled(at.gateway(), at.boot(), at.n(), "con-1", "cli-1", "cli-1", "srv-1", "echo", 200, 1,
                            Collections.emptySortedSet()));
        }
    }

    private double lost() {
        return meters.get("countersign.gateway.usage.lost").counter().count();
    }

    /** All that comes; one connection stands in one partition, so in order. Something is done until one of the latest has come. */
    private List<JsonNode> read(Runnable meanwhile) {
        var all = new ArrayList<JsonNode>();
        var before = recorded;
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", "test", "auto.offset.reset",
                "earliest", "metadata.max.age.ms", 500);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(KafkaFacts.TOPIC));
            Awaitility.await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    assertThat(record.key()).isEqualTo("con-1");
                    all.add(JsonMapper.shared().readTree(record.value()));
                });
                if (all.isEmpty() || all.getLast().path("data").path("n").asInt() < before - 1) {
                    meanwhile.run();
                    return false;
                }
                return all.size() + lost() >= recorded;
            });
        }
        return all;
    }
}
