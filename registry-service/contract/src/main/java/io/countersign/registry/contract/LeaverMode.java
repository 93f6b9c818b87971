package io.countersign.registry.contract;

/** What follows when the identity provider lets a member in no more (EL-19). */
public enum LeaverMode {
    /** Their access ends at once. */
    REVOKE,
    /** They are shown to the owners, and their access ends when an owner confirms it. */
    FLAG
}
