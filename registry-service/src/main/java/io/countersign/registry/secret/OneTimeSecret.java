package io.countersign.registry.secret;

import io.countersign.hash.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * 256 random bits in 43 characters, shown once. Only {@link #hash()} and {@link #suffix()} may be kept: with so much entropy a plain
 * SHA-256 cannot be searched.
 */
public record OneTimeSecret(String value) {
    private static final int BYTES = 32;
    private static final int SUFFIX = 4;

    public static OneTimeSecret generate(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new OneTimeSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public String hash() {
        return Sha256.hex(value);
    }

    public String suffix() {
        return value.substring(value.length() - SUFFIX);
    }

    @Override
    public String toString() {
        return "OneTimeSecret[…" + suffix() + "]";
    }
}
