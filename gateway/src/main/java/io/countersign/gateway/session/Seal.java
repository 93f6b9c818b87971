package io.countersign.gateway.session;

import io.countersign.web.key.KeyVault;
import io.countersign.web.key.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Seals what leaves the gateway's memory, with secrets that all replicas share and that rotate: the first seals, all open. */
@Component
public class Seal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final KeyVault keys;
    private final SecureRandom random = new SecureRandom();

    Seal(KeyVault keys) {
        this.keys = keys;
    }

    /**
     * @param secret name in the key vault
     * @param place  where the sealed bytes belong; elsewhere they cannot be opened
     */
    public byte[] seal(String secret, String place, byte[] open) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, keys.secrets(secret).getFirst(), place, nonce).doFinal(open);
            var whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return whole;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Cannot seal", impossible);
        }
    }

    /** Empty when the bytes were not sealed with that secret for that place. */
    public Optional<byte[]> open(String secret, String place, byte[] sealed) {
        if (sealed.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        return keys.secrets(secret).stream().flatMap(each -> opened(each, place, sealed).stream()).findFirst();
    }

    private static Optional<byte[]> opened(Secret secret, String place, byte[] sealed) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, secret, place, Arrays.copyOf(sealed, NONCE_BYTES)).doFinal(sealed, NONCE_BYTES,
                    sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException foreign) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Secret secret, String place, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
