package io.countersign.token.contract;

import java.time.Instant;

/**
 * Which connections one installation of a client led to: one member at one browser, one client, server and redirect URI (the port aside).
 * Topic {@code countersign.token}, subject {@code ins-…}, a hash of those.
 */
public sealed interface InstallationEvent {
    String installationId();

    /** An authorization led to a connection, a new one or one that had expired; in one commit with it. */
    record InstallationConnected(String installationId, String connectionId, Instant connectedAt) implements InstallationEvent {
    }
}
