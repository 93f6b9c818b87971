package io.countersign.consent.contract;

/** What a consent rests on (C14): there is no access of a person without one. */
public enum ConsentBasis {
    /** The person read the page and said yes. */
    EXPLICIT,
    /** The organization's owners decided for all members that they need not be asked for clients that an owner registered. */
    POLICY
}
