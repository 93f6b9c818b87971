package io.countersign.audit.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** Signs notes with one Ed25519 key. */
public record NoteSigner(NoteKey key, PrivateKey privateKey) {
    /** @param text ends with a newline */
    public SignedNote sign(String text) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(privateKey);
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            var signature = signer.sign();
            var named = ByteBuffer.allocate(4 + signature.length).put(key.id()).put(signature).array();
            return SignedNote.parse(text + "\n" + SignedNote.SIGNATURE_PREFIX + key.name() + " "
                    + Base64.getEncoder().encodeToString(named) + "\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key " + key.name() + " cannot sign", e);
        }
    }

    @Override
    public String toString() {
        return "NoteSigner[" + key + "]";
    }
}
