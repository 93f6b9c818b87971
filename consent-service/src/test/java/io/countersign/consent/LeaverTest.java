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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * EL-19, domain.md 2.6.1: whom the identity provider lets in no more keeps nothing here, whether it said so or not, and nobody else loses
 * anything. The clock stands still, so that nothing is compared before a test moves it.
 */
@Tag("broker")
class LeaverTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final VirtualClock CLOCK = VirtualClock.at(Instant.parse("2026-11-26T09:00:00Z"));
    private static final AtomicLong TIME = new AtomicLong(1_000_000);
    private static final FakePeers PEERS = new FakePeers();
    private static final KnownPeople PEOPLE = new KnownPeople();
    @TempDir
    static Path directory;
    private static KafkaPart kafka;
    private static RunningConsent consent;

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
    private static void publish(String organization, long sequence, OrganizationEvent event) throws Exception {
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
    private static String holder(String organization, String userId) {
        PEOPLE.knows(userId, "Name of " + userId);
        var owner = owner(organization);
        var path = "/api/v1/orgs/" + organization + "/members/" + userId + "/access";
        assertThat(consent.post(owner, path, "{\"enabled\":false}").status()).isEqualTo(204);
        var on = consent.post(owner, path, "{\"enabled\":true}");
        consent.get(owner, "/api/v1/orgs/" + organization + "/members?limit=1", "Countersign-Receipt", on.header("Countersign-Receipt"));
        return userId;
    }

    private static Passport owner(String organization) {
        return consent.person(organization, "usr-owner", "owner");
    }

    private static void signal(String userId) {
        var at = TIME.incrementAndGet();
        PEOPLE.signals("signal-" + at, at, userId);
    }

    private static Answer word(String organization, String userId) {
        return consent.get(consent.service(organization), "/internal/organizations/" + organization + "/members/" + userId + "/access");
    }

    private static String status(String userId) {
        return word("org-1", userId).text("/status");
    }

    private static void awaitStatus(String userId, String status) {
        await().atMost(BOUND).untilAsserted(() -> assertThat(status(userId)).as(userId).isEqualTo(status));
    }

    /** The next comparison is over. */
    private static void compared() {
        var now = CLOCK.advance(INTERVAL.plusSeconds(1));
        await().atMost(BOUND).untilAsserted(() -> assertThat(hold().text("/comparedAt")).isEqualTo(now.toString()));
    }

    private static Answer hold() {
        return consent.get(owner("org-1"), "/api/v1/orgs/org-1/leavers");
    }

    @Test
    void whoIsDisabledThereIsCutHereAsSoonAsItIsSignalled() {
        var mia = holder("org-1", "usr-mia");

        PEOPLE.disables(mia);
        signal(mia);

        awaitStatus(mia, "SUSPENDED");
        assertThat(word("org-1", mia).body().at("/access/suspended").asBoolean()).isTrue();
        assertThat(word("org-1", mia).body().at("/access/epoch").asLong()).isEqualTo(3);
    }

    /** An event is a hint; what decides is the provider's current word. */
    @Test
    void aSignalAloneEndsNobody() {
        var still = holder("org-1", "usr-still-here");
        var gone = holder("org-1", "usr-gone-behind");
        PEOPLE.forgets(gone);

        signal(still);
        signal(gone);

        awaitStatus(gone, "LEFT");
        assertThat(status(still)).isEqualTo("ENABLED");
    }

    @Test
    void ofSignalsOfOneTimeNoneIsLostThoughOneComesToLightLater() {
        var first = holder("org-1", "usr-same-time-1");
        var second = holder("org-1", "usr-same-time-2");
        PEOPLE.forgets(first);
        PEOPLE.forgets(second);
        var at = TIME.incrementAndGet();

        PEOPLE.signals("same-1", at, first);
        awaitStatus(first, "LEFT");
        PEOPLE.signals("same-2", at, second);

        awaitStatus(second, "LEFT");
    }

    @Test
    void whatWasSignalledWhileNobodyListenedIsHandledAfterwards() {
        var away = holder("org-1", "usr-away");

        consent.pause(() -> {
            PEOPLE.forgets(away);
            signal(away);
        });

        awaitStatus(away, "LEFT");
    }

    @Test
    void sayingItTwiceIsOneEvent() {
        var once = holder("org-1", "usr-once");
        var last = holder("org-1", "usr-once-last");
        PEOPLE.forgets(once);
        PEOPLE.forgets(last);

        signal(once);
        signal(once);
        awaitStatus(once, "LEFT");
        signal(once);
        signal(last);
        awaitStatus(last, "LEFT");
        compared();

        assertThat(word("org-1", once).body().at("/access/version").asLong()).as("off, on, left").isEqualTo(2);
    }

    @Test
    void whoIsGoneWithoutASignalIsFoundByComparison() {
        var silentlyGone = holder("org-1", "usr-silently-gone");
        PEOPLE.forgets(silentlyGone);

        compared();

        awaitStatus(silentlyGone, "LEFT");
    }

    /** No answer is no answer. */
    @Test
    void aSilentDirectoryEndsNobody() {
        var unasked = holder("org-1", "usr-unasked");
        PEOPLE.forgets(unasked);
        PEOPLE.silent(true);
        try {
            signal(unasked);
            CLOCK.advance(INTERVAL.plusSeconds(1));
            var before = PEOPLE.asked();
            await().atMost(BOUND).until(() -> PEOPLE.asked() > before + 10);
            assertThat(status(unasked)).isEqualTo("ENABLED");
        } finally {
            PEOPLE.silent(false);
        }
        awaitStatus(unasked, "LEFT");
    }

    @Test
    void tooManyLeaversAtOnceWaitForAnOwnerWhoSawThatVerySet() {
        var many = IntStream.range(0, 12).mapToObj(n -> holder("org-1", "usr-many-" + n)).toList();
        many.forEach(PEOPLE::forgets);

        compared();

        assertThat(hold().text("/status")).isEqualTo("HELD");
        assertThat(hold().body().at("/items").findValuesAsString("userId")).containsAll(many);
        assertThat(many).allSatisfy(user -> assertThat(status(user)).isEqualTo("ENABLED"));
        var shown = hold().text("/setId");
        var key = consent.key("org-1", "owner");
        assertThat(confirm(key, shown).status()).isEqualTo(403);
        var earlier = consent.passport(new Actor(Actor.Type.MEMBER, "usr-owner"), "org-1", "session", Duration.ofMinutes(10), "owner");
        assertThat(confirm(earlier, shown).text("/code")).isEqualTo("step_up_required");
        assertThat(confirm(consent.person("org-1", "usr-2", "auditor"), shown).status()).isEqualTo(403);

        PEOPLE.knows(many.getFirst(), "Not gone after all");
        compared();
        assertThat(confirm(owner("org-1"), shown).text("/code")).isEqualTo("set_changed");
        assertThat(confirm(owner("org-1"), hold().text("/setId")).status()).isEqualTo(204);

        many.subList(1, many.size()).forEach(user -> awaitStatus(user, "LEFT"));
        assertThat(status(many.getFirst())).isEqualTo("ENABLED");
        await().atMost(BOUND).untilAsserted(() -> {
            CLOCK.advance(INTERVAL.plusSeconds(1));
            assertThat(hold().text("/status")).isEqualTo("QUIET");
        });
    }

    private static Answer confirm(Passport caller, String set) {
        return consent.post(caller, "/api/v1/orgs/org-1/leavers/confirm", "{\"setId\":\"" + set + "\"}");
    }

    @Test
    void anEmptyDirectoryEndsNobodyHoweverFewThereAre() {
        var few = holder("org-1", "usr-of-few");
        PEOPLE.emptied(true);
        try {
            compared();
            assertThat(status(few)).isEqualTo("ENABLED");
            assertThat(hold().text("/status")).isEqualTo("HELD");
        } finally {
            PEOPLE.emptied(false);
        }
        compared();
        await().atMost(BOUND).untilAsserted(() -> assertThat(hold().text("/status")).isEqualTo("QUIET"));
        assertThat(status(few)).isEqualTo("ENABLED");
    }

    @Test
    void whoIsTakenOutOfOneOrganizationKeepsWhatTheyHoldInAnother() {
        var two = holder("org-1", "usr-of-two");
        PEOPLE.knowsIn("kc-umbrella", two);
        holder("org-2", two);
        var before = word("org-2", two).body();

        PEOPLE.takesOut(two);
        signal(two);

        awaitStatus(two, "LEFT");
        compared();
        assertThat(word("org-2", two).body()).isEqualTo(before);
    }

    @Test
    void comingBackRestoresNothingAndAnOwnerSwitchesOn() {
        var back = holder("org-1", "usr-back");
        PEOPLE.takesOut(back);
        signal(back);
        awaitStatus(back, "LEFT");
        var cut = word("org-1", back).body().at("/access/epoch").asLong();
        var path = "/api/v1/orgs/org-1/members/" + back + "/access";
        assertThat(consent.post(owner("org-1"), path, "{\"enabled\":true}").status()).isEqualTo(409);

        PEOPLE.takesBack(back);
        signal(back);

        awaitStatus(back, "DISABLED");
        assertThat(consent.post(owner("org-1"), path, "{\"enabled\":true}").status()).isEqualTo(204);
        assertThat(word("org-1", back).body().at("/access/epoch").asLong()).as("what was held before is below").isEqualTo(cut);
    }

    /** Roles hold for people from outside: only who belonged can leave. */
    @Test
    void whoHoldsARoleWithoutEverBelongingIsNoLeaverAndWhoBelongedIs() {
        PEOPLE.takesOut("usr-admin");

        compared();

        awaitStatus("usr-admin", "LEFT");
        assertThat(status("usr-outsider")).isEqualTo("ENABLED");
    }
}
