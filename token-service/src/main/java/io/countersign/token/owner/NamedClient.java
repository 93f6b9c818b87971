package io.countersign.token.owner;

import org.jspecify.annotations.Nullable;

/** Which client names itself so. */
public sealed interface NamedClient {
    /** @param outdated why its metadata document could not be fetched anew; null where that is not so */
    record Known(String clientId, @Nullable String outdated) implements NamedClient {
    }

    /**
     * @param code {@code client_unknown}, {@code unknown_clients_closed} or {@code client_metadata_refused}
     * @param why  in a sentence
     */
    record Unknown(String code, String why) implements NamedClient {
    }
}
