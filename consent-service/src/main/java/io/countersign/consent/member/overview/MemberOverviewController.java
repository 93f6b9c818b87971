package io.countersign.consent.member.overview;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.mongodb.client.model.Filters;
import io.countersign.starter.command.Receipt;
import io.countersign.starter.passport.Passport;
import io.countersign.starter.problem.Problem;
import io.countersign.starter.projection.View;
import io.countersign.starter.projection.View.Row;
import io.countersign.starter.projection.Views;
import io.countersign.starter.web.Page;
import io.countersign.starter.web.PageRequest;
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
    private final View<MemberOverview> members;

    MemberOverviewController(Views views) {
        this.members = views.of(MemberOverview.class);
    }

    @GetMapping
    Page<Item> list(@PathVariable String orgId, @RequestParam(required = false) @Nullable String status, PageRequest page,
            Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        requireSight(caller);
        after.ifPresent(members::await);
        return members.list(Filters.and(Filters.eq("row.organizationId", orgId), is(status)), page).map(Item::of);
    }

    private static Bson is(@Nullable String status) {
        return status == null ? Filters.empty() : Filters.eq("row.status", status);
    }

    private static void requireSight(Passport caller) {
        if (!caller.has("owner") && !caller.has("auditor")) {
            throw Problem.forbidden();
        }
    }

    /** A row and its version. */
    record Item(@JsonUnwrapped MemberOverview value, long version) {
        static Item of(Row<MemberOverview> row) {
            return new Item(row.value(), row.sequence());
        }
    }
}
