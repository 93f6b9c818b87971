package io.countersign.token.overview;

import org.jspecify.annotations.Nullable;

/** What the registry calls a client, to show beside its id. */
record ClientName(String name, String status, @Nullable String registrationMethod) {
    static ClientName unknown(String clientId) {
        return new ClientName(clientId, "UNKNOWN", null);
    }

    ClientName named(String changed) {
        return new ClientName(changed, status, registrationMethod);
    }

    ClientName at(String changed) {
        return new ClientName(name, changed, registrationMethod);
    }
}
