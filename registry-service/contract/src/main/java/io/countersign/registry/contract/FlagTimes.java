package io.countersign.registry.contract;

/**
 * After how many days active connections are flagged (domain.md section 4, ideas 8 and 9).
 *
 * @param dormantDays     without a call
 * @param neverUsedDays   since the authorization of one that was never called
 * @param expiresSoonDays before the end of its life
 * @param scopeUnusedDays without a call that took a scope
 */
public record FlagTimes(int dormantDays, int neverUsedDays, int expiresSoonDays, int scopeUnusedDays) {
    /** 14, 7, 3 and 90 days. */
    public static final FlagTimes DEFAULT = new FlagTimes(14, 7, 3, 90);
}
