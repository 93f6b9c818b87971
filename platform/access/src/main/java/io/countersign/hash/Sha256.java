package io.countersign.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) in the spellings that are stored and shown; text counts as its bytes in UTF-8. */
public final class Sha256 {
    private Sha256() {
    }

    public static byte[] bytes(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] bytes(byte[] data) {
        return digest().digest(data);
    }

    /** 64 lower-case digits. */
    public static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** 64 lower-case digits. */
    public static String hex(byte[] data) {
        return HexFormat.of().formatHex(bytes(data));
    }

    /** RFC 4648 section 5, without padding: 43 characters. */
    public static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
    }

    /** A new one, for what comes in parts. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
