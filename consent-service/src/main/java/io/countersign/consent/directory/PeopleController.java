package io.countersign.consent.directory;

import io.countersign.consent.contract.PeopleAnswer;
import io.countersign.consent.contract.PeopleAnswer.PersonAnswer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who an organization's people are, for services that show, search and sort by it; for passports of services only. */
@RestController
class PeopleController {
    private static final int PAGE = 500;
    private final Membership membership;

    PeopleController(Membership membership) {
        this.membership = membership;
    }

    @GetMapping("/internal/organizations/{organizationId}/people")
    PeopleAnswer people(@PathVariable String organizationId, @RequestParam(defaultValue = "0") int first) {
        var people = membership.members(organizationId, first, PAGE).stream()
                .map(person -> new PersonAnswer(person.userId(), person.name(), person.email())).toList();
        return new PeopleAnswer(people, people.size() < PAGE ? null : first + PAGE);
    }
}
