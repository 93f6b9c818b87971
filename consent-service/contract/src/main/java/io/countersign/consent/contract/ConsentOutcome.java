package io.countersign.consent.contract;

/** How an authorization request was answered. */
public enum ConsentOutcome {
    GRANTED, DENIED,
    /** Nobody answered in time. */
    ABANDONED
}
