package io.countersign.consent.member;

import io.countersign.consent.contract.MembershipAnswer;
import io.countersign.consent.directory.Membership;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The owner's word on whether somebody belongs to an organization now and may use MCP, for passports of services only. */
@RestController
class MembershipController {
    private final Membership membership;
    private final Members members;

    MembershipController(Membership membership, Members members) {
        this.membership = membership;
        this.members = members;
    }

    /**
     * The switch is read before the directory is asked: a cut in between is in the epoch that is answered, or above it. Whose leaving is
     * recorded is no member before the coming back is, whatever a replica remembers of the directory.
     */
    @GetMapping("/internal/organizations/{organizationId}/members/{userId}")
    MembershipAnswer member(@PathVariable String organizationId, @PathVariable String userId) {
        var access = members.access(organizationId, userId);
        var left = members.hasLeft(organizationId, userId);
        var member = !left && membership.isMember(organizationId, userId);
        var flagged = !left && !member && membership.flagsLeavers(organizationId);
        return new MembershipAnswer(userId, member, flagged, !member && !membership.isKnown(userId), !access.suspended(), access.epoch(),
                access);
    }
}
