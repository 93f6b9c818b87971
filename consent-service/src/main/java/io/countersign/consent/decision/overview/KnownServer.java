package io.countersign.consent.decision.overview;

/** What the registry calls a server, and whose project it is in. */
record KnownServer(String organizationId, String projectId, String name) {
}
