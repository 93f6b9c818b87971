package io.countersign.token.code;

import io.countersign.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Authorization codes: random, known here by their hash only. */
final class CodeValue {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private CodeValue() {
    }

    static String next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** The stream of a code. */
    static String id(String code) {
        return "code-" + Sha256.base64Url(code);
    }

    /** RFC 7636 section 4.6. */
    static boolean proves(String verifier, String challenge) {
        return MessageDigest.isEqual(Sha256.base64Url(verifier).getBytes(StandardCharsets.US_ASCII),
                challenge.getBytes(StandardCharsets.US_ASCII));
    }
}
