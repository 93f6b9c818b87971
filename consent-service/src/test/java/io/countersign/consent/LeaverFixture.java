package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.Origin;
import io.countersign.registry.contract.OrganizationEvent;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.RoleGranted;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.testkit.VirtualClock;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A consent-service that watches its identity provider, with members who hold something. The clock stands still, so that nothing is compared before a test moves it. */
abstract class LeaverFixture {
    static final Duration BOUND = Duration.ofSeconds(60);
    static final Duration INTERVAL = Duration.ofMinutes(10);
    static final VirtualClock CLOCK = VirtualClock.at(Instant.parse("2026-11-26T09:00:00Z"));
    static final AtomicLong TIME = new AtomicLong(1_000_000);
    static final FakePeers PEERS = new FakePeers();
    static final KnownPeople PEOPLE = new KnownPeople();
    @TempDir
    static Path directory;
    static KafkaPart kafka;
    static RunningConsent consent;

    @BeforeAll
    static void start() throws Exception {
        kafka = new KafkaPart(directory.resolve("kafka"), Probe.freePort(), Probe.freePort());
        kafka.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("countersign.registry", 2, (short) 1))).all().get();
        }
        IntStream.range(0, 60).forEach(n -> PEOPLE.knows("usr-colleague-" + n, "Colleague " + n));
        consent = RunningConsent.on(kafka.bootstrapServers(), directory, PEERS, PEOPLE,
                start -> start.at(CLOCK).with("countersign.leavers.poll", "PT0.2S").with("countersign.leavers.tick", "PT0.2S")
                        .with("countersign.leavers.reconcile", INTERVAL));
        PEOPLE.takesOut("usr-outsider");
        PEOPLE.knows("usr-outsider", "Otto Outsider").knows("usr-admin", "Ada Admin");
        publish("org-1", 0, new OrganizationCreated("org-1", "acme", "Acme"));
        publish("org-1", 1, new RoleGranted("org-1", "usr-outsider", "auditor", ReasonCode.ADMIN));
        publish("org-1", 2, new RoleGranted("org-1", "usr-admin", "project-admin:prj-1", ReasonCode.ADMIN));
        publish("org-2", 0, new OrganizationCreated("org-2", "umbrella", "Umbrella"));
        await().atMost(BOUND).until(() -> !hold().text("/comparedAt").isEmpty());
        compared();
    }

    @AfterAll
    static void stop() {
        consent.close();
        PEERS.close();
        kafka.kill();
    }

    /** As the registry's relay sends it. */
    static void publish(String organization, long sequence, OrganizationEvent event) throws Exception {
        var catalog = EventCatalog.of("countersign.registry", OrganizationEvent.class);
        var bytes = new EventEnvelopes(catalog, consent.bean(Clock.class)).write("/test/registry", organization, sequence, event,
                new Origin(new Actor(Actor.Type.SYSTEM, "test"), organization, null, "chain", null));
        var record = new ProducerRecord<>(catalog.topic(), organization, bytes);
        Map.of("position", Long.toString(sequence), "sequence", Long.toString(sequence), "source", "/test/registry")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    /** A member who holds something here: somebody whose switch went off and on. */
    static String holder(String organization, String userId) {
        PEOPLE.knows(userId, "Name of " + userId);
        var owner = owner(organization);
        var path = "/api/v1/orgs/" + organization + "/members/" + userId + "/access";
        assertThat(consent.post(owner, path, "{\"enabled\":false}").status()).isEqualTo(204);
        var on = consent.post(owner, path, "{\"enabled\":true}");
        consent.get(owner, "/api/v1/orgs/" + organization + "/members?limit=1", "Countersign-Receipt", on.header("Countersign-Receipt"));
        return userId;
    }

    static Passport owner(String organization) {
        return consent.person(organization, "usr-owner", "owner");
    }

    static void signal(String userId) {
        var at = TIME.incrementAndGet();
        PEOPLE.signals("signal-" + at, at, userId);
    }

    static Answer word(String organization, String userId) {
        return consent.get(consent.service(organization), "/internal/organizations/" + organization + "/members/" + userId + "/access");
    }

    static String status(String userId) {
        return word("org-1", userId).text("/status");
    }

    static void awaitStatus(String userId, String status) {
        await().atMost(BOUND).untilAsserted(() -> assertThat(status(userId)).as(userId).isEqualTo(status));
    }

    /** The next comparison is over. */
    static void compared() {
        var now = CLOCK.advance(INTERVAL.plusSeconds(1));
        await().atMost(BOUND).untilAsserted(() -> assertThat(hold().text("/comparedAt")).isEqualTo(now.toString()));
    }

    static Answer hold() {
        return consent.get(owner("org-1"), "/api/v1/orgs/org-1/leavers");
    }

    static Answer confirm(Passport caller, String set) {
        return consent.post(caller, "/api/v1/orgs/org-1/leavers/confirm", "{\"setId\":\"" + set + "\"}");
    }
}
