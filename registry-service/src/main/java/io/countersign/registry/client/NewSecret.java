package io.countersign.registry.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A secret as it may be kept. */
public record NewSecret(String secretId, String hash, String suffix, @Nullable Instant expiresAt) {
}
