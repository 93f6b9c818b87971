package io.countersign.registry.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param hash SHA-256 of a client secret, in hexadecimal */
public record SecretAnswer(String secretId, String hash, @Nullable Instant expiresAt) {
}
