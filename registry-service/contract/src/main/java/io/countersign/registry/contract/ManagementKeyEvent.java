package io.countersign.registry.contract;

import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What happens to a management key, the credential of an API caller. */
public sealed interface ManagementKeyEvent {
    String keyId();

    /** @param secretHash SHA-256 of the secret part, in hexadecimal */
    record ManagementKeyIssued(String keyId, String organizationId, String name, SortedSet<String> roles, String secretHash,
            @Nullable Instant expiresAt) implements ManagementKeyEvent {
    }

    /** Terminal. */
    record ManagementKeyRevoked(String keyId, ReasonCode reasonCode) implements ManagementKeyEvent {
    }
}
