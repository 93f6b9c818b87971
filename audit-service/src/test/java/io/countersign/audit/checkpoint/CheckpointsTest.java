package io.countersign.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.countersign.audit.ledger.RealLedger;
import io.countersign.audit.verifier.Checkpoint;
import io.countersign.audit.verifier.NoteSigner;
import io.countersign.audit.verifier.SignedNote;
import io.countersign.audit.verifier.Witness;
import io.countersign.testkit.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** Signed heads and their witness: hourly, dense, and an alarm within a minute when something was cut off (goal D4). */
class CheckpointsTest {
    private static final NoteSigner SIGNER = CheckpointKey.signer("https://countersign.example", new byte[32]);
    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final RealLedger log = new RealLedger(clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        log.close();
    }

    private Checkpoints checkpoints() throws IOException {
        return new Checkpoints(log.history(), SIGNER, new WitnessFile(new WitnessProperties(directory), SIGNER), log.database(), clock);
    }

    private List<Witness.Seen> witnessed() throws IOException {
        return Witness.read(witness(), SIGNER.key()).checkpoints();
    }

    private Path witness() {
        return directory.resolve("checkpoints.jsonl");
    }

    @Test
    void thereIsOneEveryHourEvenWhenNothingHappensAndTheWitnessHasEach() throws IOException {
        var checkpoints = checkpoints();
        for (var beat = 0; beat <= Duration.ofHours(5).toSeconds() / CheckpointScheduler.SECONDS; beat++) {
            checkpoints.keepSpeaking();
            clock.advance(Duration.ofSeconds(CheckpointScheduler.SECONDS));
        }
        var notes = checkpoints.list(Long.MAX_VALUE, 100).stream().map(each -> each.note().text()).toList().reversed();
        assertThat(notes).hasSize(6).isEqualTo(witnessed().stream().map(seen -> seen.note().text()).toList());
        assertThat(notes.stream().map(Checkpoint::parse).map(Checkpoint::time)).isSorted();
    }

    @Test
    void aClockThatGoesBackDatesNoCheckpointBack() throws IOException {
        var checkpoints = checkpoints();
        var before = Checkpoint.parse(checkpoints.latest().text());
        log.record("/a", "org-1", 3);
        clock.advance(Duration.ofMinutes(-5));
        assertThat(Checkpoint.parse(checkpoints.covering(1).text()).time()).isAfter(before.time());
    }

    @Test
    void aWitnessedCheckpointThatACrashKeptFromTheStoreIsAdopted() throws IOException {
        log.record("/a", "org-1", 3);
        var note = checkpoints().latest();
        log.database().getCollection("checkpoints").deleteMany(Filters.empty());
        assertThat(checkpoints().list(Long.MAX_VALUE, 10)).singleElement()
                .satisfies(each -> assertThat(each.note().text()).isEqualTo(note.text()));
    }

    @Test
    void anOlderBackupIsRefusedAtTheStart() throws IOException {
        log.record("/a", "org-1", 3);
        var first = checkpoints();
        first.latest();
        log.restoreBackupOf(RealLedger.collections(), () -> {
            log.record("/a", "org-1", 3);
            first.covering(2);
        });
        log.restart();
        assertThatIllegalStateException().isThrownBy(this::checkpoints).withMessageContaining("behind its witness");
    }

    @Test
    void anotherHistoryOfTheSameSizeIsRefusedAtTheStart() throws IOException {
        log.record("/a", "org-1", 3);
        checkpoints().latest();
        RealLedger.collections().forEach(name -> log.database().getCollection(name).deleteMany(Filters.empty()));
        log.restart();
        log.record("/b", "org-1", 3);
        assertThatIllegalStateException().isThrownBy(this::checkpoints).withMessageContaining("contradicts its witness");
    }

    /** The rhythm looks every 30 s, so within 60 s at the latest. */
    @Test
    void whatIsCutOffOrAlteredWhileRunningIsAnAlarmAtTheNextLook() throws IOException {
        assertThat(CheckpointScheduler.SECONDS).isLessThanOrEqualTo(60);
        for (var harm : List.<Harm>of(this::cutOffTheEnd, this::cutOffTheEndAndGoOn, this::dropTheLastCheckpoint, this::cutOffTheWitness,
                this::alterTheWitness, this::dropTheWitness)) {
            reset();
            var checkpoints = checkpoints();
            var integrity = new Integrity(log.ledger(), checkpoints, meters);
            var rhythm = new CheckpointScheduler(integrity, checkpoints);
            log.record("/a", "org-1", 3);
            checkpoints.covering(1);
            log.record("/a", "org-1", 3);
            rhythm.look();
            assertThat(integrity.health().getStatus()).isEqualTo(Status.UP);
            harm.happens();
            clock.advance(Duration.ofHours(2));
            var size = witnessedLines();
            rhythm.look();
            assertThat(integrity.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(meters.get("countersign.audit.integrity.alarm").gauge().value()).isOne();
            assertThat(witnessedLines()).as("nothing is signed over it").isEqualTo(size);
            meters.clear();
        }
    }

    private void reset() throws IOException {
        RealLedger.collections().forEach(name -> log.database().getCollection(name).deleteMany(Filters.empty()));
        Files.deleteIfExists(witness());
        log.restart();
    }

    private long witnessedLines() throws IOException {
        return Files.exists(witness()) ? Files.readAllLines(witness()).size() : 0;
    }

    private interface Harm {
        void happens() throws IOException;
    }

    private void cutOffTheEnd() {
        var bundles = log.database().getCollection("bundles");
        var last = java.util.Objects.requireNonNull(bundles.find().sort(Sorts.descending("_id")).first());
        bundles.deleteOne(Filters.eq("_id", last.getLong("_id")));
    }

    /** New bundles behind the hole do not hide it. */
    private void cutOffTheEndAndGoOn() {
        cutOffTheEnd();
        log.record("/a", "org-1", 2);
    }

    private void dropTheLastCheckpoint() {
        log.database().getCollection("checkpoints").deleteMany(Filters.empty());
    }

    private void cutOffTheWitness() throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(witness()));
        lines.removeLast();
        Files.write(witness(), lines);
    }

    private void alterTheWitness() throws IOException {
        var foreign = CheckpointKey.signer("https://other.example", new byte[32]).sign("o\n");
        Files.write(witness(), Witness.line(SignedNote.parse(foreign.toString())), StandardOpenOption.APPEND);
    }

    private void dropTheWitness() throws IOException {
        Files.delete(witness());
    }
}
