package io.countersign.registry.contract;

/**
 * Why somebody gave, paused, resumed, narrowed or ended what others hold. Codes only: the log knows no free text. What begins or describes
 * something needs none, the request itself is its reason.
 */
public enum ReasonCode {
    /** Whoever it is about asked for it. */
    USER_REQUEST,
    /** An administrator's decision; also where nothing else was said. */
    ADMIN, SECURITY,
    /** Somebody left the organization. */
    LEAVER,
    /** An access review. */
    REVIEW, ANOMALY, POLICY, OTHER
}
