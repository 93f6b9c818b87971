package io.countersign.consent.decision.overview;

/** What the registry calls a client, to show beside its id. */
record KnownClient(String name, String registrationMethod) {
}
