package io.countersign.consent.member.overview;

import io.countersign.consent.directory.Membership;
import io.countersign.consent.directory.People;
import io.countersign.consent.member.MemberAccessState.Status;
import io.countersign.consent.member.overview.MemberList.Member;
import io.countersign.events.command.Receipt;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.countersign.web.problem.Problem;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The members of an organization, for owners and auditors, and everybody's word on oneself. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}")
class MemberOverviewController {
    private final MemberList members;
    private final Membership membership;
    private final People people;

    MemberOverviewController(MemberList members, Membership membership, People people) {
        this.members = members;
        this.membership = membership;
        this.people = people;
    }

    @GetMapping("/members")
    Page<Member> list(@PathVariable String orgId, @ModelAttribute Filter filter, PageRequest page,
            Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        requireOverview(caller);
        return members.of(orgId, filter.status(), after, page);
    }

    /** Who the caller is: needs a person, and no role but membership. */
    @GetMapping("/me")
    Me me(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
        StepUp.requirePerson(caller);
        return Me.of(caller, people.name(caller.actor().id()), membership.organization(orgId).orElseThrow(Problem::notFound));
    }

    private static void requireOverview(Passport caller) {
        if (!caller.has("owner") && !caller.has("auditor")) {
            throw Problem.forbidden();
        }
    }

    /** What the list may be narrowed to. */
    record Filter(@Nullable Status status) {
    }

    /** @param roles in this organization */
    record Me(String userId, String name, Organization organization, SortedSet<String> roles) {
        static Me of(Passport caller, String name, OrganizationAnswer organization) {
            return new Me(caller.actor().id(), name,
                    new Organization(organization.organizationId(), organization.slug(), organization.name()),
                    new TreeSet<>(caller.roles()));
        }
    }

    record Organization(String id, String slug, String name) {
    }
}
