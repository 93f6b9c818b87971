package io.countersign.consent.member;

import io.countersign.consent.contract.AccessFact;
import io.countersign.consent.contract.AccessQuestion;
import io.countersign.consent.contract.MemberAccessAnswer;
import io.countersign.access.AccessKeys;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

    /** Keys that are not this service's are passed over. */
    @PostMapping("/access")
    List<AccessFact> access(@RequestBody AccessQuestion question) {
        return question.keys().stream().distinct().flatMap(this::fact).toList();
    }

    private Stream<AccessFact> fact(String key) {
        var parts = key.split(":", -1);
        return parts.length == 3 && key.equals(AccessKeys.member(parts[1], parts[2]))
                ? Stream.of(fact(parts[1], parts[2]))
                : Stream.empty();
    }

    private AccessFact fact(String organizationId, String userId) {
        var found = members.find(organizationId, userId);
        var entry = found.state().entry(organizationId, userId, Math.max(found.version(), 0));
        return new AccessFact(entry.key(), entry.epoch(), entry.suspended(), entry.ended(), entry.version());
    }
}
