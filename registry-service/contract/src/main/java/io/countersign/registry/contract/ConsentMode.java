package io.countersign.registry.contract;

/** How a member's consent comes to be (C14). There is no access of a person without one. */
public enum ConsentMode {
    /** The person is asked. */
    EXPLICIT,
    /** For clients that an owner registered, the organization decides in place of its members, and that is recorded as such. */
    POLICY
}
