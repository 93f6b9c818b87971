package io.countersign.consent.member.overview;

import io.countersign.consent.directory.Membership;
import io.countersign.consent.directory.People;
import io.countersign.events.command.Receipt;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.countersign.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
    private final LeaverReports reports;
    private final Membership membership;
    private final People people;

    MemberOverviewController(MemberList members, LeaverReports reports, Membership membership, People people) {
        this.members = members;
        this.reports = reports;
        this.membership = membership;
        this.people = people;
    }

    @GetMapping("/members")
    Page<Member> list(@PathVariable String orgId, @ModelAttribute MemberFilter filter, PageRequest page,
            Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        requireOverview(caller);
        return members.of(orgId, filter, after, page);
    }

    @Operation(summary = "One member", description = "For owners and auditors, and for members about themselves.")
    @GetMapping("/members/{userId}")
    Member get(@PathVariable String orgId, @PathVariable String userId, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        if (!caller.actor().equals(new Actor(Actor.Type.MEMBER, userId))) {
            requireOverview(caller);
        }
        return members.one(orgId, userId, after).orElseThrow(Problem::notFound);
    }

    @Operation(summary = "What a leaver could reach and what became of it", description = "Connections with the tools that each called in the "
            + "thirty days before, its end and when a gateway enforced it, roles, management keys and clients and who answers for them now. For owners and auditors; 404 about somebody who "
            + "neither left nor is suspended.")
    @GetMapping("/members/{userId}/leaver-report")
    LeaverReport report(@PathVariable String orgId, @PathVariable String userId, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        requireOverview(caller);
        return reports.of(orgId, userId, after).orElseThrow(Problem::notFound);
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
