package io.countersign.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.audit.RunningAudit;
import io.countersign.audit.intake.Intake;
import io.countersign.audit.ledger.RealLedger;
import io.countersign.audit.verifier.ExportVerifier;
import io.countersign.audit.verifier.NoteKey;
import io.countersign.audit.verifier.Witness;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Passport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Exports from request to expiry, over HTTP and restarts. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportWorkTest {
    private static final String EXPORTS = "/api/v1/orgs/org-1/exports";
    private static final int EVENTS = 20;
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
