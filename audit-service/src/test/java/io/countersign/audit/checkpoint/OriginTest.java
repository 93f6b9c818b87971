package io.countersign.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.model.Filters;
import io.countersign.audit.ledger.RealLedger;
import io.countersign.audit.verifier.Checkpoint;
import io.countersign.audit.verifier.MerkleHashes;
import io.countersign.audit.verifier.NoteKey;
import io.countersign.audit.verifier.NoteSigner;
import io.countersign.audit.verifier.SignedNote;
import io.countersign.web.key.DirectoryKeyVault;
import io.countersign.web.key.KeyVault;
import io.countersign.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of the log stays when the installation's address changes. */
class OriginTest {
    private static final String FIRST = "http://127.0.0.1:8080";
    private static final String MOVED = "https://countersign.example";
    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final RealLedger log = new RealLedger(clock);
    @TempDir
    private Path directory;
    private Path published = Path.of("");

    @BeforeEach
    void place() {
        published = directory.resolve("checkpoint.vkey");
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private NoteSigner start(String baseUrl, KeyVault vault) {
        return new CheckpointKey().checkpointSigner(vault, new Origin(log.database(), baseUrl), directory);
    }

    private KeyVault vault(int number) {
        return new DirectoryKeyVault(directory.resolve("keys-" + number), true, clock);
    }

    private NoteSigner start(String baseUrl) {
        return start(baseUrl, vault(1));
    }

    private NoteKey publishedKey() throws IOException {
        return NoteKey.parse(Files.readString(published));
    }

    @Test
    void checkpointsOfBeforeAMoveVerifyWithTheKeyOfAfterIt() throws IOException {
        var before = start(FIRST).sign(new Checkpoint(FIRST, 0, MerkleHashes.EMPTY, clock.instant()).text());
        var after = start(MOVED);
        assertThat(after.key().name()).isEqualTo(FIRST);
        assertThat(before.verdict(publishedKey())).isEqualTo(SignedNote.Verdict.SIGNED);
        assertThat(after.key()).isEqualTo(publishedKey());
    }

    @Test
    void aKeyFileOfOtherDataIsReplaced() throws IOException {
        Files.writeString(published, CheckpointKey.signer(MOVED, new byte[32]).key() + "\n");
        assertThat(start(FIRST).key()).isEqualTo(publishedKey());
    }

    @Test
    void dataThatIsOlderThanTheRecordOfItsNameKeepsTheNameItSignedWith() throws IOException {
        var signer = CheckpointKey.signer(FIRST, vault(1).secret("checkpoint"));
        new Checkpoints(log.history(), signer, new WitnessFile(new WitnessProperties(directory), signer), log.database(), clock).latest();
        assertThat(start(MOVED).key()).isEqualTo(signer.key());
    }

    @Test
    void anotherKeyForTheSameDataIsRefused() {
        start(FIRST);
        assertThatIllegalStateException().isThrownBy(() -> start(FIRST, vault(2))).withMessageContaining("were signed with");
        log.database().getCollection("about").deleteMany(Filters.empty());
        assertThat(start(MOVED).key().name()).isEqualTo(MOVED);
    }
}
