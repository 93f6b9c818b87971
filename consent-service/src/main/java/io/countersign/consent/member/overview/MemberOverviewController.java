package io.countersign.consent.member.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.export.ListExports;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The members of an organization, for owners and auditors. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}")
class MemberOverviewController {
    private final MemberList members;
    private final LeaverReports reports;
    private final ListExports exports;

    MemberOverviewController(MemberList members, LeaverReports reports, ListExports exports) {
        this.members = members;
        this.reports = reports;
        this.exports = exports;
    }

    @GetMapping("/members")
    Page<Member> list(@PathVariable String orgId, @ModelAttribute MemberFilter filter, PageRequest page,
            Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        requireOverview(caller);
        return members.of(orgId, filter, after, page);
    }

    @Operation(summary = "The list of members as a file", description = "Everybody whom the list shows under the same filter (RFC 4180, "
            + "UTF-8). Who took it is recorded. Four at once on each replica: 503 beyond. A transfer that breaks off is not the whole list. "
            + "For owners and auditors.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @GetMapping("/members/export")
    void export(@PathVariable String orgId, @ModelAttribute MemberFilter filter, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        requireOverview(caller);
        exports.answer("members", caller, request, response, MemberTable.TABLE, members.all(orgId, filter, after));
    }

    /** The same where a file is what is asked for. */
    @Operation(hidden = true)
    @GetMapping(path = "/members", produces = ListExports.TYPE)
    void file(@PathVariable String orgId, @ModelAttribute MemberFilter filter, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        export(orgId, filter, after, caller, request, response);
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

    private static void requireOverview(Passport caller) {
        if (!caller.has("owner") && !caller.has("auditor")) {
            throw Problem.forbidden();
        }
    }
}
