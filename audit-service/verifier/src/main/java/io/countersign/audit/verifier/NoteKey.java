package io.countersign.audit.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A verifier key of C2SP signed-note: {@code <name>+<hash>+<base64 of type and key>}, type 0x01 (Ed25519). The hash names the key in
 * signature lines; it is computed from name and key, so it cannot be chosen.
 */
public record NoteKey(String name, byte[] publicKey) {
    private static final byte ED25519 = 1;
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    public NoteKey {
        if (name.isEmpty() || name.contains("+") || name.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("A key name is not empty and holds neither a space nor a plus");
        }
        if (publicKey.length != 32) {
            throw new IllegalArgumentException("An Ed25519 public key has 32 bytes");
        }
    }

    /** The key of a JDK key pair. */
    public static NoteKey of(String name, PublicKey key) {
        var encoded = key.getEncoded();
        return new NoteKey(name, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    /** @throws IllegalArgumentException unless it is a verifier key whose hash is right */
    public static NoteKey parse(String text) {
        var parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("A verifier key is <name>+<hash>+<key>");
        }
        var typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 33 || typed[0] != ED25519) {
            throw new IllegalArgumentException("A verifier key is an Ed25519 key (type 0x01)");
        }
        var key = new NoteKey(parts[0], Arrays.copyOfRange(typed, 1, 33));
        if (!key.hash().equals(parts[1])) {
            throw new IllegalArgumentException("The hash of verifier key " + parts[0] + " does not belong to it");
        }
        return key;
    }

    /** The key id: the first four bytes of SHA-256 over name, newline, type and key. */
    byte[] id() {
        var digest = MerkleHashes.sha256();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(ED25519);
        return Arrays.copyOf(digest.digest(publicKey), 4);
    }

    /** The key id in hex, as it stands in {@link #toString()}. */
    public String hash() {
        return HexFormat.of().formatHex(id());
    }

    boolean verifies(String text, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            var encoded = ByteBuffer.allocate(44).put(X509_PREFIX).put(publicKey).array();
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey key && name.equals(key.name) && Arrays.equals(publicKey, key.publicKey);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Arrays.hashCode(publicKey);
    }

    @Override
    public String toString() {
        var typed = ByteBuffer.allocate(33).put(ED25519).put(publicKey).array();
        return name + "+" + hash() + "+" + Base64.getEncoder().encodeToString(typed);
    }
}
