package io.countersign.token.overview;

/** What an owner should look at about an active connection (domain.md section 4, ideas 8 and 9); the rules are {@link Flags}. */
enum Flag {
    /** No call of a tool for some time. */
    DORMANT,
    /** Authorized some time ago, and no tool was ever called. */
    NEVER_USED,
    /** Its idle or absolute life ends soon unless it is used, or authorized again. */
    EXPIRING_SOON,
    /** Its person does not belong to the organization any more. */
    ORPHANED,
    /** Nobody who is in the organization registered its client (EL-05). */
    OWNERLESS_CLIENT,
    /** It holds a scope that no call has taken for some time. */
    SCOPE_CREEP
}
