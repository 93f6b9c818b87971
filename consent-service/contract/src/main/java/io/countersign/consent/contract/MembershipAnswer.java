package io.countersign.consent.contract;

import java.util.Objects;

/**
 * {@code GET /internal/organizations/{orgId}/members/{userId}}: the owner's word on whether somebody belongs to an organization now and may
 * use MCP. Who asks and gets no answer must refuse.
 *
 * @param member        whether the identity provider knows the user as an enabled member of the organization that is recorded for it
 * @param flagged       whether they are no member any more, but leavers wait for an owner here and this one's leaving is not recorded: what they have
 *                      goes on, and nothing new begins
 * @param gone          whether the identity provider has no enabled user by that id any more, in whatever organization
 * @param accessEnabled whether the member's access switch is on
 * @param memberEpoch   for the key {@code member:<organization>:<user>}
 * @param access        that key's complete state
 */
public record MembershipAnswer(String userId, boolean member, Boolean flagged, boolean gone, boolean accessEnabled, long memberEpoch,
        AccessFact access) {
    /** A consent-service of before there was such a thing says nothing of it. */
    public MembershipAnswer {
        flagged = Objects.requireNonNullElse(flagged, false);
    }

    /** Whether what the person has may go on. */
    public boolean keepsAccess() {
        return member || flagged;
    }
}
