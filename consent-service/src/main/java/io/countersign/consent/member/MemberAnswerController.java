package io.countersign.consent.member;

import io.countersign.consent.contract.AccessFact;
import io.countersign.consent.contract.MemberAccessAnswer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The owner's word on members, for passports of services only, from the log. */
@RestController
@RequestMapping("/internal")
class MemberAnswerController {
    private final Members members;

    MemberAnswerController(Members members) {
        this.members = members;
    }

    @GetMapping("/organizations/{organizationId}/members/{userId}/access")
    MemberAccessAnswer access(@PathVariable String organizationId, @PathVariable String userId) {
        return new MemberAccessAnswer(userId, members.find(organizationId, userId).state().status().name(), fact(organizationId, userId));
    }

    private AccessFact fact(String organizationId, String userId) {
        var entry = members.access(organizationId, userId);
        return new AccessFact(entry.key(), entry.epoch(), entry.suspended(), entry.ended(), entry.version());
    }
}
