package io.countersign.token.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Life of the keys that sign access tokens: PENDING (published, not yet used), ACTIVE (signs; exactly one), RETIRING (verifies only),
 * RETIRED (published no more). Private halves stay in the key vault and are never part of an event.
 */
public sealed interface SigningKeyEvent {
    /** The set of keys these facts are about; one for the installation. */
    String keySetId();

    String kid();

    /** A key is published but does not sign yet, so that every cache of the JWKS knows it before its first use. */
    record SigningKeyCreated(String keySetId, String kid, String algorithm, Instant createdAt) implements SigningKeyEvent {
    }

    /** The key signs from now on; the one before it, if any, is retiring. */
    record SigningKeyActivated(String keySetId, String kid, @Nullable String retiringKid, Instant activatedAt) implements SigningKeyEvent {
    }

    /** Nothing signed with the key can still be valid; it is published no more. */
    record SigningKeyRetired(String keySetId, String kid, Instant retiredAt) implements SigningKeyEvent {
    }
}
