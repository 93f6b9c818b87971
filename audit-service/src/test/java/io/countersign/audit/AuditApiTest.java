package io.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.audit.intake.Intake;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.audit.verifier.NoteKey;
import io.countersign.audit.verifier.TreeGrowth;
import io.countersign.audit.verifier.Witness;
import io.countersign.testkit.harness.description.PublishedDescription;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Passport;
import io.countersign.events.relay.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The audit API over HTTP: who may read what (domain.md 2.8), proofs, exports, and that reading leaves its own trace. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditApiTest {
    private static final String API = "/api/v1/orgs/org-1";
    private static final String PROJECT_ADMIN = "project-admin:prj-1";
    private RunningAudit audit;
    private Path directory;
    private long next;
    private Passport owner;
    private Passport auditor;

    @BeforeAll
    void start(@TempDir Path temporary) {
        directory = temporary;
        audit = new RunningAudit(temporary);
        owner = audit.person("org-1", "usr-owner", "owner", "member");
        auditor = audit.person("org-1", "usr-auditor", "auditor", "member");
        event("org-1", "prj-1", 0, "ProjectCreated", "usr-owner", "\"projectId\":\"prj-1\"");
        event("org-1", "cli-1", 0, "ClientRegistered", "usr-owner", "\"clientId\":\"cli-1\",\"projectId\":\"prj-1\"");
        event("org-1", "cli-1", 1, "ClientDisabled", "usr-owner", "\"clientId\":\"cli-1\",\"reasonCode\":\"SECURITY\"");
        event("org-1", "con-1", 0, "ConnectionAuthorized", "cli-2",
                "\"parties\":{\"projectId\":\"prj-2\",\"clientId\":\"cli-2\",\"subjectType\":\"MEMBER\",\"subjectId\":\"usr-m\"}");
        event("org-1", "con-1", 1, "ConnectionRevoked", "usr-owner", "\"connectionId\":\"con-1\"");
        event("org-1", "jti-1", 0, "TokensIssued", "cli-2", "\"connectionId\":\"con-1\",\"clientId\":\"cli-2\"");
        event("org-1", "jti-2", 0, "TokensIssued", "cli-1", "\"connectionId\":\"con-9\",\"clientId\":\"cli-1\"");
        event("org-1", "org-1", 3, "RoleGranted", "usr-owner", "\"userId\":\"usr-m\"");
        event("org-2", "cli-8", 0, "ClientRegistered", "usr-8", "\"clientId\":\"cli-8\",\"projectId\":\"prj-1\"");
        audit.published();
        await().until(() -> audit.bean(Intake.class).next("/s") == next);
    }

    @AfterAll
    void stop() {
        audit.close();
    }

    @Test
    void itIsPublishedAsItIs() {
        PublishedDescription.is("audit", audit.description());
    }

    private void event(String organization, String subject, long sequence, String type, String actor, String data) {
        var bytes = ("{\"id\":\"%s-%d\",\"source\":\"/s\",\"type\":\"countersign.t.%s.v1\",\"time\":\"2026-11-21T09:00:00Z\",\"subject\":\"%s\","
                + "\"organization\":\"%s\",\"actortype\":\"MEMBER\",\"actorid\":\"%s\",\"data\":{%s}}")
                .formatted(subject, sequence, type, subject, organization, actor, data);
        audit.publish(0, 0, new DeliveredEvent("/s", next++, sequence, bytes.getBytes(StandardCharsets.UTF_8)));
    }

    /** K10: a verifier key that nobody has to fetch from a key directory. */
    @Test
    void theKeyOfTheCheckpointsIsOpenToAll() throws IOException {
        var answer = audit.open("/.well-known/countersign/checkpoint-key");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.header("Cache-Control")).contains("public");
        assertThat(answer.content()).isEqualTo(Files.readString(directory.resolve("keys/checkpoint.vkey")));
        assertThat(NoteKey.parse(answer.content().strip()).name()).isNotEmpty();
    }

    /** Issue 8, 1.8: witness and exports are this process's files, so there is one writer, and whoever comes second is told so. */
    @Test
    void aSecondProcessRefusesToStartWithASentence() {
        assertThatThrownBy(() -> audit.another()).hasRootCauseInstanceOf(StartRefused.class).rootCause()
                .hasMessageStartingWith("Another audit-service writes this audit log.");

        assertThat(list(owner).status()).as("the first goes on").isEqualTo(200);
    }

    private Answer list(Passport caller) {
        return audit.get(caller, API + "/events?limit=200");
    }

    private static List<String> ids(Answer answer) {
        var ids = new ArrayList<String>();
        answer.body().path("items").forEach(item -> {
            if (item.path("source").asString().equals("/s")) {
                ids.add(item.path("id").asString());
            }
        });
        return ids;
    }

    private NoteKey key() throws IOException {
        return NoteKey.parse(Files.readString(directory.resolve("keys/checkpoint.vkey")));
    }

    @Nested
    class WhoSeesWhat {
        @Test
        void anAuditorSeesEverythingWithItsContents() {
            var answer = list(auditor);
            assertThat(ids(answer)).hasSize(8).doesNotContain("cli-8-0");
            assertThat(answer.text("/items/0/data/projectId")).isEqualTo("prj-1");
            assertThat(audit.get(auditor, API + "/events/cli-1-1").text("/subject")).isEqualTo("cli-1");
        }

        @Test
        void anOwnerSeesThatItHappenedAndItsProofButNoContents() {
            var answer = list(owner);
            assertThat(ids(answer)).hasSize(8);
            assertThat(answer.body().at("/items/3/data").isMissingNode() || answer.body().at("/items/3/data").isNull()).isTrue();
            assertThat(answer.text("/items/2/reasonCode")).as("who and why are no contents").isEqualTo("SECURITY");
            assertThat(answer.text("/items/2/actor/id")).isEqualTo("usr-owner");
            assertThat(audit.get(owner, API + "/events/con-1-1/proof").status()).isEqualTo(200);
            assertThat(audit.get(owner, API + "/events/con-1-0").status()).isEqualTo(403);
            assertThat(audit.post(owner, API + "/exports", "{}").status()).isEqualTo(403);
        }

        @Test
        void aProjectsAdministratorSeesWhatHappenedInIt() {
            var admin = audit.person("org-1", "usr-admin", PROJECT_ADMIN);
            assertThat(ids(list(admin))).containsExactly("prj-1-0", "cli-1-0", "cli-1-1", "jti-2-0");
            assertThat(audit.get(admin, API + "/events/cli-1-1/proof").status()).isEqualTo(200);
            assertThat(audit.get(admin, API + "/events/con-1-1/proof").status()).isEqualTo(404);
            assertThat(audit.get(admin, API + "/checkpoints/1/consistency/1").status()).isEqualTo(403);
        }

        @Test
        void aMemberSeesTheirOwnTimelineWithItsContents() {
            var answer = list(audit.person("org-1", "usr-m", "member"));
            assertThat(ids(answer)).containsExactly("con-1-0", "con-1-1", "jti-1-0", "org-1-3");
            assertThat(answer.text("/items/0/data/parties/subjectId")).isEqualTo("usr-m");
            var member = audit.person("org-1", "usr-m", "member");
            assertThat(audit.get(member, API + "/events/con-1-1").status()).isEqualTo(200);
            assertThat(audit.get(member, API + "/events/cli-1-1").status()).isEqualTo(404);
            assertThat(audit.get(member, API + "/events/cli-1-1/proof").status()).isEqualTo(404);
        }

        @Test
        void nobodyElseSeesAnything() {
            var operator = audit.person("org-1", "usr-op", "operator");
            for (var path : List.of("/events", "/events/cli-1-0", "/events/cli-1-0/proof", "/checkpoints", "/checkpoints/latest",
                    "/checkpoints/1/consistency/1", "/exports/exp-1", "/exports/exp-1/content")) {
                assertThat(audit.get(operator, API + path).status()).as(path).isEqualTo(403);
            }
        }

        @Test
        void anotherOrganizationsIdsDoNotExist() {
            var stranger = audit.person("org-2", "usr-9", "auditor");
            var export = audit.post(auditor, API + "/exports", "{}").text("/id");
            for (var path : List.of("/events/cli-1-0", "/events/cli-1-0/proof", "/exports/" + export, "/exports/" + export + "/content")) {
                assertThat(audit.get(stranger, "/api/v1/orgs/org-2" + path).status()).as(path).isEqualTo(404);
                assertThat(audit.get(stranger, API + path).status()).as(path).isEqualTo(404);
            }
            assertThat(ids(audit.get(stranger, "/api/v1/orgs/org-2/events"))).containsExactly("cli-8-0");
        }

        @Test
        void whatIsAskedForIsAWordBecauseItIsRecorded() {
            for (var query : List.of("type=%00", "type=Any%20thing", "actor=Ms%20Smith", "subject=%3Cb%3E", "correlation=%0A",
                    "order=up")) {
                assertThat(audit.get(auditor, API + "/events?" + query).status()).as(query).isEqualTo(422);
            }
            assertThat(audit.post(auditor, API + "/exports", "{\"type\":\"Any thing\"}").status()).isEqualTo(422);
        }

        @Test
        void readingIsItselfAnEvent() {
            var reader = audit.person("org-1", "usr-reader", "auditor");
            audit.get(reader, API + "/events?type=ClientDisabled");
            audit.get(reader, API + "/events/cli-1-1");
            audit.get(reader, API + "/events/cli-1-1/proof");
            await().atMost(Duration.ofSeconds(30)).until(
                    () -> audit.get(owner, API + "/events?type=AuditQueried&actor=usr-reader").body().path("items").size() == 3);
        }
    }

    /** Whoever reads page by page comes to an end, though each page is an event that stands behind all of them. */
    @Test
    void aWalkEndsWhereTheHistoryEndedWhenItBegan() {
        for (var order : List.of("asc", "desc")) {
            var seen = new ArrayList<Long>();
            var cursor = "";
            do {
                var page = audit.get(auditor, API + "/events?limit=2&includeBackground=true&order=" + order
                        + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).body();
                page.path("items").forEach(item -> seen.add(item.path("index").asLong()));
                cursor = page.path("nextCursor").asString("");
                var before = recorded();
                list(auditor);
                await().atMost(Duration.ofSeconds(30)).until(this::recorded, size -> size > before);
            } while (!cursor.isEmpty() && seen.size() < 500);

            assertThat(cursor).as(order).isEmpty();
            assertThat(seen).doesNotHaveDuplicates().hasSize(Math.toIntExact(Collections.max(seen) + 1));
        }
    }

    private long recorded() {
        return audit.bean(History.class).size(TreeNames.ofOrganization("org-1"));
    }

    @Test
    void readingsAndReservationsAreLeftOutUnlessTheyAreAskedFor() {
        event("org-1", "res-1", 0, "ValueReserved", "usr-owner", "\"holder\":\"srv-1\"");
        audit.published();
        list(owner);
        await().atMost(Duration.ofSeconds(30)).until(() -> types("/events?limit=200&includeBackground=true"),
                types -> types.contains("countersign.t.ValueReserved.v1") && types.contains("countersign.audit.AuditQueried.v1"));

        assertThat(types("/events?limit=200")).contains("countersign.t.ClientDisabled.v1").doesNotContain("countersign.t.ValueReserved.v1",
                "countersign.audit.AuditQueried.v1");
        assertThat(types("/events?subject=res-1")).containsExactly("countersign.t.ValueReserved.v1");
        assertThat(types("/events?actor=usr-owner&limit=200")).contains("countersign.t.ClientDisabled.v1")
                .doesNotContain("countersign.t.ValueReserved.v1");
    }

    private List<String> types(String list) {
        return audit.get(owner, API + list).body().path("items").valueStream().map(item -> item.path("type").asString()).toList();
    }

    @Test
    void whatTheWitnessHasSeenIsToBeHadAndIsWhatAnExportIsVerifiedWith() throws IOException {
        var latest = audit.get(auditor, API + "/checkpoints/latest").text("/note");
        var told = audit.get(auditor, API + "/checkpoints/witness");

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.header("Content-Type")).isEqualTo("application/jsonl");
        var file = Files.write(directory.resolve("told.jsonl"), told.bytes());
        var witness = Witness.read(file, key());
        assertThat(witness.damaged()).isEmpty();
        assertThat(witness.checkpoints()).extracting(seen -> seen.note().toString()).contains(latest);
        assertThat(audit.get(audit.person("org-1", "usr-nobody"), API + "/checkpoints/witness").status()).isEqualTo(403);
    }

    /** Asking is an event as well, so the tree grows by being asked. */
    private long sizeBehindTheNewest() {
        var newest = audit.get(auditor, API + "/events?order=desc&limit=1&includeBackground=true").text("/items/0/id");
        return audit.get(auditor, API + "/events/" + newest + "/proof").body().path("treeSize").asLong();
    }

    @Test
    void growthBetweenCommittedSizesIsProvenOffline() throws IOException {
        audit.get(auditor, API + "/events/cli-1-0/proof");
        var first = audit.get(auditor, API + "/events/cli-1-0/proof").body().path("treeSize").asLong();
        var second = await().atMost(Duration.ofSeconds(30)).until(this::sizeBehindTheNewest, size -> size > first);
        var growth = TreeGrowth.read(audit.get(auditor, API + "/checkpoints/" + first + "/consistency/" + second).bytes());
        assertThat(growth.verify(key(), Witness.read(audit.witness(), key())).findings()).isEmpty();
        var never = audit.get(auditor, API + "/checkpoints/" + first + "/consistency/999999");
        assertThat(never.status()).isEqualTo(404);
        assertThat(never.text("/code")).isEqualTo("size_not_committed");
        assertThat(audit.get(auditor, API + "/checkpoints/0/consistency/" + first).text("/errors/0/field")).isEqualTo("a");
        assertThat(audit.get(auditor, API + "/checkpoints/" + second + "/consistency/" + first).text("/errors/0/field")).isEqualTo("b");
    }
}
