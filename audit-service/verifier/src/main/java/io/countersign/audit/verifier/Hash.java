package io.countersign.audit.verifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Base64;

/** A SHA-256 value of a Merkle tree. */
public record Hash(byte[] value) {
    /** Bytes of a SHA-256 value. */
    public static final int LENGTH = 32;

    public Hash {
        if (value.length != LENGTH) {
            throw new IllegalArgumentException("A hash has " + LENGTH + " bytes, not " + value.length);
        }
    }

    /** @throws IllegalArgumentException unless it is the base64 of 32 bytes */
    @JsonCreator
    public static Hash parse(String base64) {
        return new Hash(Base64.getDecoder().decode(base64));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Base64, as it stands in proofs and checkpoints. */
    @Override
    @JsonValue
    public String toString() {
        return Base64.getEncoder().encodeToString(value);
    }
}
