package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import io.countersign.events.consumer.DeadLetterStore;
import io.countersign.testkit.Parts;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the first token over the log, the topic and the view to the list, and back from a gateway's report. */
@Tag("broker")
class ConnectionListTest {
    private static final String USAGE = "when-used-or-enforced-then-record";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    @TempDir
    static Path directory;

    @Test
    void aConnectionIsListedRevokedAndItsEnforcementRecorded() throws Exception {
        var kafka = Parts.kafka().bootstrapServers();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic("countersign.usage", Optional.of(1), Optional.empty()))).all().get();
        }
        try (var service = new RunningTokenService(directory, Map.of())) {
            service.registry.server("billing", 86_400, null, "billing:read");
            service.client("cli-list", "billing", "billing:read");
            var token = service.token("cli-list", "grant_type", "client_credentials").text("/access_token");
            var id = SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("cid");
            var owner = service.key(FakeRegistry.ORGANIZATION, "owner");
            var list = "/api/v1/orgs/org-1/connections?clientId=cli-list";

            await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(service.get(owner, list + "&status=ACTIVE").text("/items/0/id")).isEqualTo(id));
            service.post(owner, "/api/v1/orgs/org-1/connections/" + id + "/revoke", "{\"reasonCode\":\"SECURITY\"}");
            await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(service.get(owner, list + "&status=REVOKED").text("/items/0/reasonCode"))
                            .isEqualTo("SECURITY"));
            send(kafka, id, "no fact at all");
            report(kafka, id);
            await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(service.get(owner, list).body().at("/items/0/enforcementLagMillis").asLong())
                            .isEqualTo(12));
            theUnreadableFactWaitsWhereAnOperatorLooks(service);
        }
    }

    private static void theUnreadableFactWaitsWhereAnOperatorLooks(RunningTokenService service) {
        var meters = service.bean(MeterRegistry.class);
        assertThat(service.bean(DeadLetterStore.class).of(USAGE)).singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo(DeadLetterStore.Reason.UNREADABLE));
        assertThat(meters.get("countersign.dead.letters").tags("consumer", USAGE, "reason", "UNREADABLE").counter().count()).isEqualTo(1);
        assertThat(meters.get("countersign.dead.letters.waiting").tag("consumer", USAGE).gauge().value()).isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(meters.get("countersign.consumer.lag.events").tag("consumer", USAGE).gauge().value()).isZero());
    }

    private static void report(String kafka, String connectionId) throws Exception {
        var fact = """
                {"id":"01J","source":"/gateway/gateway-1/01K","type":"countersign.usage.RevocationEnforced.v1","subject":"%s","organization":"org-1","correlationid":"c",
                 "time":"2026-11-21T09:00:00Z","data":{"gateway":"gateway-1","boot":"01K","n":0,"lagMillis":12,"enforcedAt":"2026-11-21T09:00:00Z"}}
                """
                .formatted(connectionId);
        send(kafka, connectionId, fact);
    }

    private static void send(String kafka, String connectionId, String fact) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("countersign.usage", connectionId, fact.getBytes(StandardCharsets.UTF_8))).get();
        }
    }
}
