package io.countersign.consent.decision.overview;

import org.jspecify.annotations.Nullable;

/**
 * What the registry calls a client, to show beside its id.
 *
 * @param organizationId absent in rows of before consents were searched by it
 */
record KnownClient(String name, String registrationMethod, @Nullable String organizationId) {
}
