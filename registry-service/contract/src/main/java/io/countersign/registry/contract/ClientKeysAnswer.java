package io.countersign.registry.contract;

/**
 * {@code GET /internal/clients/{clientId}/keys}: the keys that a client publishes at its {@code jwks_uri}, not older than some minutes; with
 * {@code anew=true} fetched again where that was not done a moment ago. 503 {@code keys_unavailable} while they cannot be had.
 *
 * @param jwks JSON of its public keys (RFC 7517)
 */
public record ClientKeysAnswer(String jwks) {
}
