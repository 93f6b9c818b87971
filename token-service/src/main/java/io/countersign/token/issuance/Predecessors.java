package io.countersign.token.issuance;

import org.jspecify.annotations.Nullable;

/** Which connection of the same client and server went before; told for the reader's sake, it decides nothing. */
public interface Predecessors {
    @Nullable
    String of(String clientId, String serverId, String connectionId);
}
