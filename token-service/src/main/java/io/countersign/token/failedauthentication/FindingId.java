package io.countersign.token.failedauthentication;

import io.countersign.hash.Sha256;
import java.time.Instant;

/** A finding's stream follows from client and day, so that all replicas together open one. */
public final class FindingId {
    private static final int DIGITS = 32;

    private FindingId() {
    }

    public static String of(String clientId, Instant day) {
        return "fnd-" + Sha256.hex(clientId + ' ' + day).substring(0, DIGITS);
    }
}
