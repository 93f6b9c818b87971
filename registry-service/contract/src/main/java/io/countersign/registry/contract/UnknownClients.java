package io.countersign.registry.contract;

/** What becomes of a client that nobody registered when a person says yes to it (RFC 7591: whatever it says of itself is untrusted). */
public enum UnknownClients {
    /** It gets nothing: an owner has to register it. */
    CLOSED,
    /** The person's yes is enough, for all scopes of the server. */
    AUTOMATIC
}
