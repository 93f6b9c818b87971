package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.eventstore.EventLog;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.Streams;
import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.token.contract.RetentionEvent.IssuancesRemoved;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issuances are kept for 400 days by the injected clock, and that they are gone is an event (architecture 3). */
@Tag("broker")
class IssuanceRetentionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    @TempDir
    static Path directory;
    private static KafkaPart kafka;

    @BeforeAll
    static void start() {
        kafka = new KafkaPart(directory.resolve("kafka"), Probe.freePort(), Probe.freePort());
        kafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.kill();
    }

    @Test
    void whatIsOlderThan400DaysIsRemovedAndTheRemovalIsRecorded() throws Exception {
        try (var service = new RunningTokenService(directory,
                Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers(), "countersign.relay.retention-check", "PT0.2S"))) {
            service.registry.server("billing", 3_600, null, "read");
            var clients = Stream.of("cli-a", "cli-b", "cli-c").map(client -> service.client(client, "billing", "read")).toList();
            clients.forEach(client -> issue(service, client));
            var begin = service.clock.instant();

            service.clock.advance(Duration.ofDays(399));
            issue(service, service.client("cli-d", "billing", "read"));
            await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> issuances(service).start().position() == 0);

            service.clock.advance(Duration.ofDays(2));
            await().atMost(PATIENCE).until(() -> issuances(service).start().position() == 3);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(recorded(service)).singleElement().satisfies(removed -> {
                assertThat(removed.firstPosition()).isEqualTo(3);
                assertThat(removed.removed()).isEqualTo(3);
                assertThat(removed.olderThan()).isEqualTo(begin.plus(Duration.ofDays(1)));
                assertThat(removed.removedAt()).isEqualTo(service.clock.instant());
            }));
            issue(service, service.client("cli-e", "billing", "read"));
            assertThat(issuances(service).head().nextPosition()).isEqualTo(5);
            assertThat(topicRetention()).isEqualTo(Long.toString(Duration.ofDays(400).toMillis()));
        }
    }

    @Test
    void aShorterRetentionThanARefreshTokenMayBePresentedStopsTheStart() {
        assertThatThrownBy(() -> new RunningTokenService(directory, Map.of("countersign.issuances.retention", "399d",
                "spring.kafka.bootstrap-servers", "127.0.0.1:1", "countersign.relay.enabled", "false")).close())
                .rootCause().hasMessageContaining("countersign.issuances.retention is 399 days").hasMessageContaining("400d or more");
    }

    private static void issue(RunningTokenService service, String client) {
        assertThat(service.token(client, "grant_type", "client_credentials").status()).isEqualTo(200);
    }

    private static EventLog issuances(RunningTokenService service) {
        return service.bean(EventLogs.class).named("issuances").log();
    }

    private static List<IssuancesRemoved> recorded(RunningTokenService service) {
        return service.bean(Streams.class).load("log-issuances", List.<IssuancesRemoved>of(), (known, recorded) -> Stream
                .concat(known.stream(), Stream.of((IssuancesRemoved) recorded.event())).toList()).state();
    }

    private static String topicRetention() throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, "countersign.token.issuances");
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            return Objects.requireNonNull(admin.describeConfigs(Set.of(topic)).all().get().get(topic)).get("retention.ms").value();
        }
    }
}
