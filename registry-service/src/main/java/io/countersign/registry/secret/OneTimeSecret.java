package io.countersign.registry.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

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
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String suffix() {
        return value.substring(value.length() - SUFFIX);
    }

    @Override
    public String toString() {
        return "OneTimeSecret[…" + suffix() + "]";
    }
}
