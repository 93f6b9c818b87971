package io.countersign.registry.client.refusedredirect;

import java.time.Instant;

/**
 * An address that a client asked to go back to, byte by byte, and that is not registered for it.
 *
 * @param askedBy id of the member in front of whom it first was
 */
record RefusedRedirect(String redirectUri, String askedBy, Instant askedAt, Instant expiresAt) {
}
