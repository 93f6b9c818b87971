package io.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.access.AccessEntry;
import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.audit.intake.Intake;
import io.countersign.events.log.EventJson;
import io.countersign.testkit.Parts;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.denial.AccessDenied;
import io.countersign.web.denial.AccessDenied.Condition;
import io.countersign.web.denial.AccessDenied.Place;
import io.countersign.web.denial.AccessDenied.Subject;
import io.countersign.web.denial.Denials;
import io.countersign.web.passport.Passport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Idea 16: every refusal of somebody known can be asked about, by those it concerns and by nobody else, for a week. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionApiTest {
    private static final String API = "/api/v1/orgs/org-1";
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final AccessEntry ENDED = new AccessEntry("connection:con-1", 0, false, true, 1);
    private static final Duration BOUND = Duration.ofSeconds(60);
    private RunningAudit audit;
    private KafkaProducer<String, byte[]> producer;
    private Passport owner;
    private Passport member;
    private int next;

    @BeforeAll
    void start(@TempDir Path temporary) throws InterruptedException, ExecutionException {
        var kafka = Map.<String, Object>of("bootstrap.servers", Parts.kafka().bootstrapServers());
        try (var admin = Admin.create(kafka)) {
            if (!admin.listTopics().names().get().contains(Denials.TOPIC)) {
                admin.createTopics(List.of(new NewTopic(Denials.TOPIC, Optional.of(1), Optional.empty()))).all().get();
            }
        }
        producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
        audit = new RunningAudit(temporary);
        owner = audit.person("org-1", "usr-owner", "owner", "member");
        member = audit.person("org-1", "usr-m", "member");
        event(0, "ConnectionAuthorized", "\"parties\":{\"projectId\":\"prj-1\",\"subjectType\":\"MEMBER\",\"subjectId\":\"usr-m\"}");
        event(1, "ConnectionRevoked", "\"connectionId\":\"con-1\"");
        audit.published();
        await().atMost(BOUND).until(() -> audit.bean(Intake.class).next("/s") == 2);
    }

    @AfterAll
    void stop() {
        audit.close();
        producer.close();
    }

    private void event(long sequence, String type, String data) {
        var bytes = ("{\"id\":\"con-1-%d\",\"source\":\"/s\",\"type\":\"countersign.t.%s.v1\",\"time\":\"2026-11-21T09:00:00Z\",\"subject\":\"con-1\","
                + "\"organization\":\"org-1\",\"actortype\":\"MEMBER\",\"actorid\":\"usr-owner\",\"data\":{%s}}")
                .formatted(sequence, type, data);
        audit.publish(0, 0, new DeliveredEvent("/s", sequence, sequence, bytes.getBytes(StandardCharsets.UTF_8)));
    }

    private static AccessDenied denied(String id, String organization, String member, Instant at, long times) {
        return new AccessDenied(id, new Subject(organization, "prj-1", "con-1", "cli-1", member, "srv-1"), Place.GATEWAY, null,
                "connection_revoked",
                List.of(new Condition("client:cli-1", 0, null), new Condition("connection:con-1", 0, ENDED),
                        new Condition("member:org-1:usr-m", 2, new AccessEntry("member:org-1:usr-m", 2, false, false, 2))),
                List.of(), at, at, times, "correlation");
    }

    /** As gateway and token-service send it. */
    private void publish(AccessDenied denied) {
        var envelope = Map.of("id", "fact-" + next++, "source", "/gateway", "type", Denials.TOPIC + ".AccessDenied.v1", "time",
                denied.lastAt().toString(), "subject", denied.decisionId(), "correlationid", denied.correlationId(), "data", denied);
        var _ = producer.send(new ProducerRecord<>(Denials.TOPIC, denied.subject().organizationId(),
                EventJson.mapper().writeValueAsBytes(envelope)));
        producer.flush();
    }

    private Answer decision(Passport caller, String id) {
        return audit.get(caller, API + "/decisions/" + id);
    }

    private Answer kept(AccessDenied denied) {
        publish(denied);
        return await().atMost(BOUND).until(() -> decision(owner, denied.decisionId()), answer -> answer.status() == 200);
    }

    @Test
    void theOwnerSeesTheChecksInTheirOrderAndTheEventBehindTheOneThatFailed() {
        var decision = kept(denied("dec-owner", "org-1", "usr-m", NOW, 1)).body();

        assertThat(
                decision.path("checks").valueStream().map(check -> check.path("code").asString() + " " + check.path("outcome").asString()))
                .containsExactly("token_invalid PASSED", "member_disabled PASSED", "client_revoked PASSED", "client_disabled PASSED",
                        "connection_revoked FAILED", "audience_mismatch PASSED", "insufficient_scope NOT_REACHED");
        var fact = decision.path("checks").path(4).path("facts").path(0);
        assertThat(fact.path("key").asString()).isEqualTo("connection:con-1");
        assertThat(fact.path("state").asString()).isEqualTo("ENDED");
        assertThat(fact.path("version").asLong()).isEqualTo(1);
        assertThat(fact.path("eventId").asString()).isEqualTo("con-1-1");
        assertThat(decision.path("sentence").asString()).isEqualTo("This connection was ended.");
        assertThat(audit.get(owner, API + "/events/" + fact.path("eventId").asString() + "/proof").status()).isEqualTo(200);
    }

    @Test
    void membersSeeTheirOwnWithSentenceAndNextStepAndNobodyElses() {
        kept(denied("dec-mine", "org-1", "usr-m", NOW, 1));
        kept(denied("dec-another", "org-1", "usr-x", NOW, 1));

        var mine = decision(member, "dec-mine").body();
        assertThat(mine.path("nextStep").asString()).isNotEmpty();
        assertThat(mine.path("checks").path(4).path("outcome").asString()).isEqualTo("FAILED");
        assertThat(mine.path("checks").path(4).path("facts").isMissingNode() || mine.path("checks").path(4).path("facts").isNull())
                .isTrue();
        assertThat(decision(member, "dec-another").status()).isEqualTo(404);
        assertThat(decision(audit.person("org-1", "usr-auditor", "auditor"), "dec-another").status()).isEqualTo(200);
        assertThat(decision(audit.person("org-1", "usr-a", "project-admin:prj-1"), "dec-another").status()).isEqualTo(200);
        assertThat(decision(audit.person("org-1", "usr-a", "project-admin:prj-2"), "dec-another").status()).isEqualTo(404);
        assertThat(decision(audit.person("org-1", "usr-op", "operator"), "dec-another").status()).isEqualTo(403);
        var own = audit.get(member, API + "/me/denials").body().path("items");
        assertThat(own.valueStream().map(item -> item.path("id").asString())).contains("dec-mine").doesNotContain("dec-another");
        assertThat(own.path(0).path("sentence").asString()).isNotEmpty();
        assertThat(audit.get(audit.key("org-1", "owner"), API + "/me/denials").text("/code")).isEqualTo("person_required");
    }

    @Test
    void anotherOrganizationsDoNotExist() {
        kept(denied("dec-ours", "org-1", "usr-m", NOW, 1));
        var stranger = audit.person("org-2", "usr-m", "owner", "member");

        assertThat(audit.get(stranger, "/api/v1/orgs/org-2/decisions/dec-ours").status()).isEqualTo(404);
        assertThat(audit.get(stranger, API + "/decisions/dec-ours").status()).isEqualTo(404);
        assertThat(audit.get(stranger, "/api/v1/orgs/org-2/me/denials").body().path("items")).isEmpty();
    }

    @Test
    void theTotalOfAMinuteTakesThePlaceOfItsBeginningInWhateverOrderTheyCome() {
        kept(denied("dec-total", "org-1", "usr-t", NOW, 1));
        publish(denied("dec-total", "org-1", "usr-t", NOW.plusSeconds(50), 70));
        publish(denied("dec-total", "org-1", "usr-t", NOW, 1));
        kept(denied("dec-behind", "org-1", "usr-t", NOW, 1));

        assertThat(decision(owner, "dec-total").body().path("times").asLong()).isEqualTo(70);
        var items = audit.get(audit.person("org-1", "usr-t", "member"), API + "/me/denials").body().path("items");
        assertThat(items.valueStream().map(item -> item.path("id").asString())).containsExactly("dec-total", "dec-behind");
    }

    @Test
    void pagesOfOnesOwnFollowEachOther() {
        for (var n = 1; n <= 5; n++) {
            kept(denied("dec-page-" + n, "org-1", "usr-p", NOW, 1));
        }
        var reader = audit.person("org-1", "usr-p", "member");
        var first = audit.get(reader, API + "/me/denials?limit=3").body();
        var second = audit.get(reader, API + "/me/denials?limit=3&cursor=" + first.path("nextCursor").asString()).body();

        assertThat(first.path("items").valueStream().map(item -> item.path("id").asString())).containsExactly("dec-page-5", "dec-page-4",
                "dec-page-3");
        assertThat(second.path("items").valueStream().map(item -> item.path("id").asString())).containsExactly("dec-page-2", "dec-page-1");
        assertThat(second.path("nextCursor").isMissingNode() || second.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void whatIsOlderThanAWeekIsNotShown() {
        publish(denied("dec-old", "org-1", "usr-m", NOW.minus(Duration.ofDays(8)), 1));
        kept(denied("dec-young", "org-1", "usr-m", NOW.minus(Duration.ofDays(6)), 1));
        assertThat(decision(owner, "dec-old").status()).isEqualTo(404);
    }
}
