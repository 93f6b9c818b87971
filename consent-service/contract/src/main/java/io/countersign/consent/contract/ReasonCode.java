package io.countersign.consent.contract;

/** Why somebody's access was switched. Codes only: the log knows no free text. */
public enum ReasonCode {
    /** The member asked for it. */
    USER_REQUEST,
    /** An administrator's decision; also where nothing else was said. */
    ADMIN, SECURITY,
    /** The member left the organization. */
    LEAVER,
    /** An access review. */
    REVIEW, ANOMALY, POLICY, OTHER
}
