package io.countersign.registry.contract;

/** What follows when a client says something else of itself than before (CIMD-23, CIMD-24), the least first. */
public enum MetadataDrift {
    /** Nothing but that it is told: a name, a grant type. */
    NOTICE,
    /** Redirect URIs or keys: earlier consents no longer spare the page, and what was authorized goes on. */
    CONSENT,
    /** How the client authenticates, or where its keys come from: whatever was authorized until now is dead as well (cut). */
    CUT
}
