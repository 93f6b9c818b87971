package io.countersign.token.failedauthentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** A finding's stream follows from client and day, so that all replicas together open one. */
public final class FindingId {
    private static final int BYTES = 16;

    private FindingId() {
    }

    public static String of(String clientId, Instant day) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest((clientId + ' ' + day).getBytes(StandardCharsets.UTF_8));
            return "fnd-" + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
