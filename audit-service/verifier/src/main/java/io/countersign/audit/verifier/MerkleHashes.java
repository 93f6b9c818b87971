package io.countersign.audit.verifier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 6962 section 2.1: a leaf is prefixed with 0x00, an inner node with 0x01, so neither can pass for the other. */
public final class MerkleHashes {
    /** Root of the tree without leaves: the hash of nothing. */
    public static final Hash EMPTY = new Hash(sha256().digest());

    private MerkleHashes() {
    }

    public static Hash leaf(byte[] data) {
        var digest = sha256();
        digest.update((byte) 0);
        return new Hash(digest.digest(data));
    }

    public static Hash node(Hash left, Hash right) {
        var digest = sha256();
        digest.update((byte) 1);
        digest.update(left.value());
        return new Hash(digest.digest(right.value()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
