package io.countersign.audit.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
    private final NoteSigner signer = Logs.signer();

    /** The example of the signed-note specification's reference implementation (golang.org/x/mod/sumdb/note). */
    @Test
    void theReferenceImplementationsNoteIsVerified() {
        var key = NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        var note = SignedNote.parse("""
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.

                \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                """);
        assertThat(note.verdict(key)).isEqualTo(SignedNote.Verdict.SIGNED);
        assertThat(key.toString()).isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    }

    @Test
    void aCheckpointComesBackAsItWasSigned() {
        var checkpoint = new Checkpoint(Logs.ORIGIN, 7, MerkleHashes.EMPTY, Instant.parse("2026-11-21T09:00:00Z"));
        var note = SignedNote.parse(signer.sign(checkpoint.text()).toString());
        assertThat(note.verdict(signer.key())).isEqualTo(SignedNote.Verdict.SIGNED);
        assertThat(Checkpoint.parse(note.text())).isEqualTo(checkpoint);
    }

    @Test
    void anotherTextOrAnotherKeyIsNoticed() {
        var note = signer.sign("a\n");
        assertThat(new SignedNote("b\n", note.signatures()).verdict(signer.key())).isEqualTo(SignedNote.Verdict.FORGED);
        assertThat(note.verdict(Logs.signer().key())).isEqualTo(SignedNote.Verdict.FOREIGN);
    }

    @Test
    void whatIsNoNoteIsRefused() {
        for (var text : new String[]{"", "a\n", "a\n\n", "a\n\n- x y\n", "a\n\n\u2014 name AAAA\n", "a\n\n\u2014 name AAAAAAAA"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.parse(text));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.parse("o\n07\n" + MerkleHashes.EMPTY + "\ntime 2026-11-21T09:00:00Z\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> NoteKey.parse("x+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
    }
}
