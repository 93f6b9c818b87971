package io.countersign.consent.member.overview;

import com.mongodb.client.model.Filters;
import io.countersign.events.command.Receipt;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.Listing.Item;
import io.countersign.events.projection.Views;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Members whose switch was ever used, for owners and auditors. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/members")
class MemberOverviewController {
    private final Listing<MemberOverview> members;

    MemberOverviewController(Views views) {
        this.members = new Listing<>(views.of(MemberOverview.class));
    }

    @GetMapping
    Page<Item<MemberOverview>> list(@PathVariable String orgId, @RequestParam(required = false) @Nullable String status, PageRequest page,
            Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        return members.list(seenBy(caller, orgId), after, page, Listing.is("status", status));
    }

    private static Bson seenBy(Passport caller, String organizationId) {
        if (!caller.has("owner") && !caller.has("auditor")) {
            throw Problem.forbidden();
        }
        return Filters.eq("row.organizationId", organizationId);
    }
}
