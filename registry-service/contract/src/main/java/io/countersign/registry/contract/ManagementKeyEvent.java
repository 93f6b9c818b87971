package io.countersign.registry.contract;

import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What happens to a management key, the credential of an API caller. */
public sealed interface ManagementKeyEvent {
    String keyId();

    /**
     * @param secretHash SHA-256 of the secret part, in hexadecimal
     * @param expiresAt  absent in events of before every key had an end
     * @param makerId    the owner who answers for it: without that role of theirs it opens nothing; absent for keys of the bootstrap
     */
    record ManagementKeyIssued(String keyId, String organizationId, String name, SortedSet<String> roles, String secretHash,
            @Nullable Instant expiresAt, @Nullable String makerId) implements ManagementKeyEvent {
    }

    /**
     * A second secret of the same key takes over, and with it a new end.
     *
     * @param earlierEndsAt when the secret before this one ends at the latest; older ones end now
     * @param makerId       the owner who answers for the key from now on
     */
    record ManagementKeyRotated(String keyId, String secretHash, Instant expiresAt, Instant earlierEndsAt, String makerId,
            ReasonCode reasonCode) implements ManagementKeyEvent {
    }

    /** Who answered for it is gone: it opens nothing until an owner answers for it. */
    record ManagementKeySuspended(String keyId, ReasonCode reasonCode) implements ManagementKeyEvent {
    }

    /** @param makerId the owner who answers for the key from now on */
    record ManagementKeyResumed(String keyId, String makerId, ReasonCode reasonCode) implements ManagementKeyEvent {
    }

    /** Terminal. */
    record ManagementKeyRevoked(String keyId, ReasonCode reasonCode) implements ManagementKeyEvent {
    }
}
