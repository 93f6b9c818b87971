package io.countersign.consent.member;

import io.countersign.consent.contract.MemberAccessAnswer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The owner's word on a member's switch, for passports of services only, from the log. */
@RestController
class MemberAnswerController {
    private final Members members;

    MemberAnswerController(Members members) {
        this.members = members;
    }

    @GetMapping("/internal/organizations/{organizationId}/members/{userId}/access")
    MemberAccessAnswer access(@PathVariable String organizationId, @PathVariable String userId) {
        return new MemberAccessAnswer(userId, members.find(organizationId, userId).state().status().name(),
                members.access(organizationId, userId));
    }
}
