package io.countersign.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.audit.RunningAudit;
import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.audit.intake.Intake;
import io.countersign.audit.ledger.RealLedger;
import io.countersign.audit.verifier.ExportVerifier;
import io.countersign.audit.verifier.NoteKey;
import io.countersign.audit.verifier.Witness;
import io.countersign.testkit.HostileStrings;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Passport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Exports from request to expiry, over HTTP and restarts. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportWorkTest {
    private static final String EXPORTS = "/api/v1/orgs/org-1/exports";
    private static final int EVENTS = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private RunningAudit audit;
    private Path directory;

    @BeforeAll
    void start(@TempDir Path temporary) {
        directory = temporary;
        audit = new RunningAudit(temporary);
        for (var position = 0; position < EVENTS; position++) {
            audit.publish(0, 0, RealLedger.event("/s", position, "org-1"));
        }
        audit.published();
        await().until(() -> audit.bean(Intake.class).next("/s") == EVENTS);
    }

    @AfterAll
    void stop() {
        audit.close();
    }

    private Passport auditor() {
        return audit.person("org-1", "usr-auditor", "auditor");
    }

    private Answer requested(String... headers) {
        return audit.post(auditor(), EXPORTS, "{}", headers);
    }

    private Answer shown(String id) {
        return audit.get(auditor(), EXPORTS + "/" + id);
    }

    private void awaitStatus(String id, String status) {
        await().atMost(Duration.ofSeconds(30)).until(() -> shown(id).text("/status").equals(status));
    }

    private Path file(String id) {
        return audit.exports().resolve(id + ".zip");
    }

    private NoteKey key() throws IOException {
        return NoteKey.parse(Files.readString(directory.resolve("keys/checkpoint.vkey")));
    }

    @Test
    void itIsVerifiedOfflineAndExpiresByTheClockWithItsFile() throws IOException {
        var id = requested().text("/id");
        awaitStatus(id, "READY");
        var fetched = Files.write(directory.resolve("fetched.zip"), audit.get(auditor(), EXPORTS + "/" + id + "/content").bytes());
        assertThat(ExportVerifier.verify(fetched, key(), Witness.read(audit.witness(), key())).findings()).isEmpty();
        audit.clock().advance(Duration.ofDays(7));
        assertThat(shown(id).text("/status")).as("before anybody looked").isEqualTo("EXPIRED");
        audit.bean(ExportWork.class).look();
        assertThat(file(id)).doesNotExist();
        assertThat(audit.bean(Exports.class).state(id)).isInstanceOf(AuditExportState.Expired.class);
        assertThat(audit.get(auditor(), EXPORTS + "/" + id + "/content").text("/code")).isEqualTo("export_not_ready");
    }

    /** R-C7: whatever was registered is data in the export and in the list, and nothing else. */
    @Test
    void whatSomebodyRegisteredIsDataWhereverItIsRead() throws IOException {
        var written = HostileStrings.all().map(hostile -> JsonNodeFactory.instance.stringNode(hostile).toString()).toList();
        var bytes = new ArrayList<byte[]>();
        for (var position = 0; position < written.size(); position++) {
            var event = "{\"id\":\"hostile-%d\",\"source\":\"/hostile\",\"type\":\"countersign.t.Named.v1\",\"time\":\"2026-11-21T09:00:00Z\","
                    .formatted(position) + "\"organization\":\"org-1\",\"actorid\":\"k\",\"data\":{\"name\":" + written.get(position)
                    + "}}";
            bytes.add(event.getBytes(StandardCharsets.UTF_8));
            audit.publish(1, 0, new DeliveredEvent("/hostile", position, 0, bytes.getLast()));
        }
        audit.published();
        await().until(() -> audit.bean(Intake.class).next("/hostile") == written.size());

        var id = audit.post(auditor(), EXPORTS, "{\"type\":\"Named\"}").text("/id");
        awaitStatus(id, "READY");
        var fetched = Files.write(directory.resolve("hostile.zip"), audit.get(auditor(), EXPORTS + "/" + id + "/content").bytes());
        assertThat(ExportVerifier.verify(fetched, key(), Witness.read(audit.witness(), key())).findings()).isEmpty();
        try (var zip = new ZipFile(fetched.toFile())) {
            for (var file : Collections.list(zip.entries())) {
                var content = new String(zip.getInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(content).as(file.getName()).matches("[\\p{Print}\\n\u2014]*");
                if (file.getName().equals("events.jsonl")) {
                    assertThat(content.lines().map(line -> JSON.readTree(line).path("bytes").binaryValue()))
                            .containsExactlyElementsOf(bytes);
                }
            }
        }

        var list = audit.get(auditor(), "/api/v1/orgs/org-1/events?type=Named&limit=200");
        assertThat(list.header("Content-Type")).isEqualTo("application/json");
        assertThat(list.content()).doesNotContain("\n", "\r", "\u001B");
        assertThat(list.body().path("items").valueStream().map(item -> item.at("/data/name").asString()))
                .containsExactlyElementsOf(HostileStrings.all().toList());
        var one = audit.get(auditor(), "/api/v1/orgs/org-1/events/hostile-0");
        assertThat(one.header("Content-Type")).isEqualTo("application/cloudevents+json");
        assertThat(one.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(one.bytes()).isEqualTo(bytes.getFirst());
    }

    @Test
    void itIsAskedForOnceHoweverOftenTheRequestIsRepeated() {
        var first = requested("Idempotency-Key", "once");
        var again = requested("Idempotency-Key", "once");
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        awaitStatus(first.text("/id"), "READY");
    }

    @Test
    void aFileThatIsLostIsSaidToBe() throws IOException {
        var id = requested().text("/id");
        awaitStatus(id, "READY");
        Files.delete(file(id));
        assertThat(audit.get(auditor(), EXPORTS + "/" + id + "/content").text("/code")).isEqualTo("export_lost");
    }

    @Test
    void whatWasInterruptedIsTakenUpAgainAfterARestartFromTheSameSize() throws IOException {
        var id = interrupted();
        audit.restart();
        assertThat(shown(id).text("/status")).isEqualTo("RUNNING");
        var size = shown(id).body().at("/progress/of").asLong();
        assertThat(size).isGreaterThanOrEqualTo(EVENTS);
        clear(id);
        audit.bean(ExportWork.class).look();
        assertThat(shown(id).text("/status")).as("somebody else may still be at it").isEqualTo("RUNNING");
        audit.clock().advance(ExportWork.HELD);
        audit.bean(ExportWork.class).look();
        awaitStatus(id, "READY");
        assertThat(shown(id).body().path("entries").asLong()).isEqualTo(size);
    }

    @Test
    void whatCannotBeWrittenFailsAfterThreeAttemptsWithAReason() throws IOException {
        var id = interrupted();
        for (var attempt = 1; attempt < ExportWork.ATTEMPTS; attempt++) {
            audit.clock().advance(ExportWork.HELD);
            audit.bean(ExportWork.class).look();
            assertThat(shown(id).text("/status")).isEqualTo("RUNNING");
        }
        audit.clock().advance(ExportWork.HELD);
        audit.bean(ExportWork.class).look();
        assertThat(shown(id).text("/status")).isEqualTo("FAILED");
        assertThat(shown(id).text("/reasonCode")).isEqualTo("GAVE_UP");
    }

    /** Begun, and ended by an error as a full disk makes one; what stands where its file should come to stays in the way. */
    private String interrupted() throws IOException {
        var hidden = audit.exports().resolveSibling("hidden");
        Files.move(audit.exports(), hidden);
        Files.createFile(audit.exports());
        var id = requested().text("/id");
        awaitStatus(id, "RUNNING");
        await().until(() -> audit.bean(ExportList.class).find(id).orElseThrow().attempts() == 1);
        Files.delete(audit.exports());
        Files.move(hidden, audit.exports());
        Files.createFile(Files.createDirectories(file(id)).resolve("in the way"));
        return id;
    }

    private void clear(String id) throws IOException {
        Files.delete(file(id).resolve("in the way"));
        Files.delete(file(id));
    }
}
