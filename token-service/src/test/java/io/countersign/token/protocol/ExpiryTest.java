package io.countersign.token.protocol;

import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.log.Streams;
import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.Lapse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends of life by the injected clock: right in lists before anybody recorded them, recorded once by however many replicas. */
@Tag("broker")
class ExpiryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BROWSER = "A".repeat(22);
    @TempDir
    Path directory;
    private @Nullable KafkaPart kafka;

    /** A log begun anew needs topics begun anew. */
    private RunningTokenService started(String sweep) {
        var broker = new KafkaPart(directory.resolve("kafka"), Probe.freePort(), Probe.freePort());
        broker.start();
        kafka = broker;
        return new RunningTokenService(directory,
                Map.of("spring.kafka.bootstrap-servers", broker.bootstrapServers(), "countersign.expiry.sweep", sweep));
    }

    @AfterEach
    void stop() {
        if (kafka != null) {
            kafka.kill();
        }
    }

    @Test
    void whatLapsedIsExpiredByTheClockAndRecordedOnceHoweverLate() throws Exception {
        try (var service = started("PT1H")) {
            service.registry.server("idle", 3_600, null, "read");
            service.registry.server("absolute", 3_600, 5_400L, "read");
            var begin = service.clock.instant();
            var idle = connection(service.token(service.client("cli-idle", "idle", "read"), "grant_type", "client_credentials"));
            var busy = service.client("cli-busy", "absolute", "read");
            var absolute = connection(service.token(busy, "grant_type", "client_credentials"));
            listed(service, "ACTIVE", idle, absolute);

            service.clock.advance(Duration.ofMinutes(50));
            assertThat(connection(service.token(busy, "grant_type", "client_credentials"))).isEqualTo(absolute);
            service.clock.advance(Duration.ofMinutes(10));
            listed(service, "ACTIVE", absolute);
            listed(service, "EXPIRED", idle);
            assertThat(expired(service, idle)).isEmpty();

            service.clock.advance(Duration.ofHours(10));
            service.replica(Map.of("countersign.expiry.sweep", "PT0.1S"));
            service.replica(Map.of("countersign.expiry.sweep", "PT0.1S"));

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(expired(service, idle)).isNotEmpty();
                assertThat(expired(service, absolute)).isNotEmpty();
            });
            await().during(Duration.ofSeconds(1)).atMost(PATIENCE).untilAsserted(() -> {
                assertThat(expired(service, idle))
                        .containsExactly(new ConnectionExpired(idle, Lapse.IDLE, begin.plus(Duration.ofMinutes(60))));
                assertThat(expired(service, absolute))
                        .containsExactly(new ConnectionExpired(absolute, Lapse.ABSOLUTE, begin.plus(Duration.ofMinutes(90))));
            });
            listed(service, "ACTIVE");
            listed(service, "EXPIRED", idle, absolute);
        }
    }

    /** C7, C12: nobody calls, and it is over; the same browser brings the same connection back, another one gets its own. */
    @Test
    void aMembersConnectionThatNobodyUsesForThirtyDaysIsOverUntilItIsAuthorizedAgain() throws Exception {
        var life = Duration.ofDays(30);
        try (var service = started("PT0.1S")) {
            service.registry.server("billing", life.toSeconds(), null, "read");
            var client = service.publicClient("cli-desktop", "billing", List.of("http://127.0.0.1/callback"), "read");
            var alice = new Member(service, "usr-alice", "ses-alice", client, "http://127.0.0.1:4711/callback", "billing");
            var begin = service.clock.instant();
            var first = alice.connect(BROWSER, 1001, "read");
            listed(service, "ACTIVE", connection(first));

            service.clock.advance(life.minusSeconds(1));
            listed(service, "ACTIVE", connection(first));
            service.clock.advance(Duration.ofSeconds(1));

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(expired(service, connection(first)))
                    .containsExactly(new ConnectionExpired(connection(first), Lapse.IDLE, begin.plus(life))));
            listed(service, "EXPIRED", connection(first));
            assertThat(alice.refresh(first.text("/refresh_token")).text("/error")).isEqualTo("invalid_grant");

            var second = alice.connect("B".repeat(22), 1001, "read");
            var again = alice.connect(BROWSER, 1002, "read");
            assertThat(connection(again)).isEqualTo(connection(first)).isNotEqualTo(connection(second));
            listed(service, "ACTIVE", connection(first), connection(second));
        }
    }

    private static void listed(RunningTokenService service, String status, String... connections) {
        var owner = service.key(FakeRegistry.ORGANIZATION, "owner");
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(service.get(owner, "/api/v1/orgs/org-1/connections?status=" + status).body().path("items")
                        .valueStream().map(item -> item.path("id").asString())).containsExactlyInAnyOrder(connections));
    }

    private static List<ConnectionExpired> expired(RunningTokenService service, String connection) {
        return service.bean(Streams.class).load(connection, List.<ConnectionExpired>of(),
                (known, recorded) -> recorded.event() instanceof ConnectionExpired event
                        ? Stream.concat(known.stream(), Stream.of(event)).toList()
                        : known)
                .state();
    }
}
