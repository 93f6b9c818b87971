package io.countersign.consent.contract;

import java.util.SortedSet;

/**
 * What becomes of leavers who are too many to be believed: those whom a comparison with the identity provider would have ended, and whom
 * it left alone until an owner has looked.
 */
public sealed interface LeaverHoldEvent {
    /** {@code hld-<organization id>}. */
    String holdId();

    String organizationId();

    /**
     * Nobody was ended.
     *
     * @param userIds who would have been; the first of them where they are more than one event can name
     * @param setId   SHA-256 of those ids, base64url: what an owner confirms
     * @param leaving how many would have been ended
     * @param members how many the identity provider listed
     */
    record LeaversHeld(String holdId, String organizationId, SortedSet<String> userIds, String setId, int leaving,
            int members) implements LeaverHoldEvent {
    }

    /** An owner looked: those of the set whom the identity provider still does not know are ended. */
    record HeldLeaversConfirmed(String holdId, String organizationId, String setId) implements LeaverHoldEvent {
    }

    /** Nobody is waiting any more: they were ended, or the identity provider knows them again. */
    record HeldLeaversSettled(String holdId, String organizationId) implements LeaverHoldEvent {
    }
}
