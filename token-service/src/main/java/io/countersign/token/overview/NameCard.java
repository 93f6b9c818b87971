package io.countersign.token.overview;

import org.jspecify.annotations.Nullable;

/**
 * What the registry calls a client or a server, to show beside its id.
 *
 * @param registrationMethod of a client
 */
record NameCard(String name, String status, @Nullable String registrationMethod) {
    NameCard named(String changed) {
        return new NameCard(changed, status, registrationMethod);
    }

    NameCard at(String changed) {
        return new NameCard(name, changed, registrationMethod);
    }
}
