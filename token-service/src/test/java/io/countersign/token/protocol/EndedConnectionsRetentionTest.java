package io.countersign.token.protocol;

import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.log.Streams;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSettingsChanged;
import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.FlagTimes;
import io.countersign.registry.contract.LeaverMode;
import io.countersign.registry.contract.OrganizationSettings;
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EL-12, C19: what an organization set says how long a revoked connection is listed, and when it is deleted. */
@Tag("broker")
class EndedConnectionsRetentionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CONNECTIONS = "/api/v1/orgs/org-1/connections";

    @Test
    void revokedConnectionsLeaveTheListsAndAreDeletedOnceWhenTheOrganizationSaysSo(@TempDir Path directory) throws Exception {
        var kafka = new KafkaPart(directory.resolve("kafka"), Probe.freePort(), Probe.freePort());
        kafka.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("countersign.registry", 1, (short) 1))).all().get();
        }
        var settings = Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers(), "countersign.connections.retention-sweep",
                "PT0.1S");
        try (var service = new RunningTokenService(directory, settings); var registry = new RegistryTopic(kafka, service.clock)) {
            registry.say("org-1", 0, new OrganizationCreated("org-1", "acme", "Acme"));
            service.registry.server("billing", Duration.ofDays(5).toSeconds(), null, "read");
            var revoked = connection(service.token(service.client("cli-revoked", "billing", "read"), "grant_type", "client_credentials"));
            var expires = connection(service.token(service.client("cli-expires", "billing", "read"), "grant_type", "client_credentials"));
            service.post(service.key("org-1", "owner"), CONNECTIONS + "/" + revoked + "/revoke", "{\"reasonCode\":\"ADMIN\"}");
            var end = service.clock.instant();
            visibleUntil(service, revoked, end.plus(Duration.ofDays(90)));

            registry.say("org-1", 1,
                    new OrganizationSettingsChanged("org-1", new OrganizationSettings(SessionPolicy.DEFAULT, 30, 60, 100, FlagTimes.DEFAULT,
                            ConsentMode.EXPLICIT, List.of(), LeaverMode.REVOKE)));

            visibleUntil(service, revoked, end.plus(Duration.ofDays(30)));
            listed(service, "", revoked, expires);

            service.clock.advance(Duration.ofDays(31));
            listed(service, "", expires);
            service.clock.advance(Duration.ofDays(68));
            service.replica(settings);
            listed(service, "?includePast=true", revoked, expires);
            assertThat(deletions(service, revoked)).isEmpty();

            service.clock.advance(Duration.ofDays(2));

            await().atMost(PATIENCE).until(() -> !deletions(service, revoked).isEmpty());
            listed(service, "?includePast=true", expires);
            await().during(Duration.ofSeconds(1)).atMost(PATIENCE).untilAsserted(() -> assertThat(deletions(service, revoked))
                    .containsExactly(new ConnectionDeleted(revoked, ReasonCode.RETENTION, service.clock.instant())));
            assertThat(deletions(service, expires)).as("may be authorized again").isEmpty();
        } finally {
            kafka.kill();
        }
    }

    private static void visibleUntil(RunningTokenService service, String connection, Instant when) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                service.get(service.key("org-1", "owner"), CONNECTIONS + "/" + connection).text("/visibleUntil"))
                .isEqualTo(when.toString()));
    }

    private static void listed(RunningTokenService service, String query, String... connections) {
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(service.get(service.key("org-1", "owner"), CONNECTIONS + query).body().path("items").valueStream()
                        .map(item -> item.path("id").asString())).containsExactlyInAnyOrder(connections));
    }

    private static List<ConnectionDeleted> deletions(RunningTokenService service, String connection) {
        return service.bean(Streams.class).load(connection, List.<ConnectionDeleted>of(),
                (known, recorded) -> recorded.event() instanceof ConnectionDeleted event
                        ? Stream.concat(known.stream(), Stream.of(event)).toList()
                        : known)
                .state();
    }
}
