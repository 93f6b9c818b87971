package io.countersign.consent.directory;

import io.countersign.consent.contract.PeopleAnswer;
import io.countersign.consent.contract.PeopleAnswer.PersonAnswer;
import io.countersign.web.problem.Problem;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the identity provider says of organizations and their people, for services that show, search and sort by it; for passports of services only. */
@RestController
class PeopleController {
    private static final int PAGE = 500;
    private final Membership membership;
    private final Directory directory;

    PeopleController(Membership membership, Directory directory) {
        this.membership = membership;
        this.directory = directory;
    }

    /** 404 when it has no such organization, 503 when it does not answer. */
    @GetMapping("/internal/identity-provider/organizations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void organization(@PathVariable String id) {
        var _ = Optional.of(id).filter(directory::hasOrganization).orElseThrow(Problem::notFound);
    }

    @GetMapping("/internal/organizations/{organizationId}/people")
    PeopleAnswer people(@PathVariable String organizationId, @RequestParam(defaultValue = "0") int first) {
        var people = membership.members(organizationId, first, PAGE).stream()
                .map(person -> new PersonAnswer(person.userId(), person.name(), person.email())).toList();
        return new PeopleAnswer(people, people.size() < PAGE ? null : first + PAGE);
    }
}
