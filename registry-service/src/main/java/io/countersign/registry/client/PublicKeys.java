package io.countersign.registry.client;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.countersign.registry.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys a client may register for {@code private_key_jwt}: public halves of asymmetric pairs, and never a private one (RFC 7517). */
public final class PublicKeys {
    private static final int MAX_BYTES = 65_536;
    private static final int MAX_KEYS = 20;
    private static final int MIN_RSA_BITS = 2048;

    private PublicKeys() {
    }

    /** @return the set as it is kept, null when there is none */
    static @Nullable String require(@Nullable Map<String, Object> jwks) {
        return jwks == null ? null : of(jwks);
    }

    /**
     * @return the set as it is kept
     * @throws Refused saying what is wrong with it
     */
    public static String of(Map<String, Object> jwks) {
        return checked(parse(jwks)).toString(false);
    }

    private static JWKSet parse(Map<String, Object> jwks) {
        try {
            return JWKSet.parse(jwks);
        } catch (ParseException | RuntimeException e) {
            throw Refused.invalid("jwks", "is not a JWK set");
        }
    }

    private static JWKSet checked(JWKSet keys) {
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw Refused.invalid("jwks", "needs 1 to " + MAX_KEYS + " keys");
        }
        keys.getKeys().forEach(PublicKeys::check);
        if (keys.toString(false).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw Refused.invalid("jwks", "is larger than 64 KiB");
        }
        return keys;
    }

    private static void check(JWK key) {
        if (key.isPrivate()) {
            throw Refused.invalid("jwks", "holds private key material: register public keys only, and replace this key");
        }
        if (!(key instanceof ECKey || key instanceof OctetKeyPair || (key instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS))) {
            throw Refused.invalid("jwks", "holds a key that is neither elliptic-curve nor RSA of at least " + MIN_RSA_BITS + " bits");
        }
    }
}
