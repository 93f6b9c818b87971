package io.countersign.registry.contract;

/** What becomes of a client that no owner registered when a person says yes to it (RFC 7591, CIMD: what it says of itself is untrusted). */
public enum UnknownClients {
    /** It gets nothing: an owner has to register it. */
    CLOSED,
    /** The person's yes is enough, for all scopes of the server. */
    AUTOMATIC,
    /**
     * The person's yes is enough where the client is known by an address in a domain that an owner named, and all its redirect URIs are
     * {@code https}: whoever listens on a person's machine can claim to be any client (AS-20).
     */
    BY_DOMAIN,
    /** A person's request is kept for an owner, who binds the client or rejects it; until then it gets nothing. */
    APPROVAL
}
