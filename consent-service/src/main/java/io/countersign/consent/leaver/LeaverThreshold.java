package io.countersign.consent.leaver;

/** How many leavers at once are believed. A directory that lost its members looks like an organization that lost its people. */
final class LeaverThreshold {
    private static final int ALWAYS_BELIEVED = 10;
    private static final int PERCENT = 5;
    private static final int HUNDRED = 100;

    private LeaverThreshold() {
    }

    /**
     * Whether so many are not ended before an owner has looked: more than ten and more than five of a hundred members, or anybody at all
     * where the directory lists no member.
     */
    static boolean holds(int leaving, int members) {
        return (leaving > 0 && members == 0) || (leaving > ALWAYS_BELIEVED && (long) leaving * HUNDRED > (long) members * PERCENT);
    }
}
