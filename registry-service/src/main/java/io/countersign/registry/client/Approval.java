package io.countersign.registry.client;

/** What became of a person's wish to let a client in at a server that leaves that to an owner. */
public enum Approval {
    /** An owner has to decide. */
    PENDING,
    /** An owner said no, and that is remembered. */
    REJECTED
}
