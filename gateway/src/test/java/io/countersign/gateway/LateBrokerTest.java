package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway that stood before its broker, and before the registry had made its topic. The clock stands, so no cache grows old. */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT, properties = {
        "spring.kafka.listener.auto-startup=true", GatewayTest.PORTS})
@Import(GatewayTest.StandingClock.class)
@DirtiesContext
class LateBrokerTest extends GatewayTest {
    private static final String REGISTRY = "countersign.registry";
    private static final String SERVER = "/internal/organizations/acme/servers/sample";
    private static final String KEY = "/internal/management-keys/authenticate";
    private static final KafkaPart BROKER = broker();

    @DynamicPropertySource
    static void broker(DynamicPropertyRegistry registry) {
        onItsOwnPort(registry);
        registry.add("spring.kafka.bootstrap-servers", BROKER::bootstrapServers);
    }

    private static KafkaPart broker() {
        try {
            return new KafkaPart(Files.createTempDirectory("gateway-broker"), Probe.freePort(), Probe.freePort());
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** By now the gateway serves. */
    @BeforeEach
    void startedAfterTheGateway() {
        assertThat(send("/nothing", request -> request).statusCode()).isEqualTo(404);
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.kill();
    }

    @Test
    void theUsageTopicIsMadeAsSoonAsTheBrokerAnswers() {
        try (var admin = admin()) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptionsInstanceOf(ExecutionException.class).untilAsserted(
                    () -> assertThat(admin.describeTopics(List.of("countersign.usage")).allTopicNames().get().get("countersign.usage"))
                            .satisfies(topic -> assertThat(java.util.Objects.requireNonNull(topic).partitions()).hasSize(6)));
        }
    }

    @Test
    void anEventOfTheRegistryDropsWhatIsKnownOfItsOrganizationOnly() throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(REGISTRY, Optional.of(6), Optional.empty()))).all().get();
        }
        ask();
        PEERS.inward.clear();
        ask();
        assertThat(PEERS.inward).noneMatch(asked -> asked.path().equals(SERVER) || asked.path().equals(KEY));
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", BROKER.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            tell(producer, "not JSON");
            tell(producer, "{\"organization\":\"org-other\"}");
            Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).until(() -> {
                tell(producer, "{\"organization\":\"" + FakePeers.ORGANIZATION + "\"}");
                ask();
                return PEERS.inward.stream().anyMatch(asked -> asked.path().equals(SERVER))
                        && PEERS.inward.stream().anyMatch(asked -> asked.path().equals(KEY));
            });
            // events of before may still be on their way
            Awaitility.await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60)).until(() -> {
                PEERS.inward.clear();
                tell(producer, "{\"organization\":\"org-other\"}");
                ask();
                return PEERS.inward.stream().noneMatch(asked -> asked.path().equals(SERVER) || asked.path().equals(KEY));
            });
        }
    }

    private void ask() {
        assertThat(post(TOKENS.of("known"), LIST).statusCode()).isEqualTo(200);
        assertThat(
                send("/api/v1/orgs/acme/servers", request -> request.header("Authorization", "Bearer " + FakePeers.OWNER_KEY)).statusCode())
                .isEqualTo(200);
    }

    private static void tell(KafkaProducer<String, byte[]> producer, String event) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(REGISTRY, "any", event.getBytes(StandardCharsets.UTF_8))).get();
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));
    }
}
