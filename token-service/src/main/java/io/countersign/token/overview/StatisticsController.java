package io.countersign.token.overview;

import io.countersign.events.command.Receipt;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The organization in numbers, for whoever sees more of it than their own connections. */
@RestController
class StatisticsController {
    private final Statistics statistics;
    private final ConnectionRights rights;

    StatisticsController(Statistics statistics, ConnectionRights rights) {
        this.statistics = statistics;
        this.rights = rights;
    }

    @Operation(summary = "The organization in numbers", description = "For owners and auditors of the whole "
            + "organization, for project admins of their projects and their own connections. Each number is the total of the list that it "
            + "leads to: connections by status, flag, expiresBefore, authorizedFrom and authorizedTo, endedFrom and endedTo (of a day with "
            + "includePast=true), and clients with approval=PENDING. Days are in UTC.")
    @GetMapping("/api/v1/orgs/{orgId}/overview")
    OrganizationOverview get(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, Optional<Receipt> receipt) {
        return statistics.of(orgId, rights.visible(caller, orgId), projects(caller), receipt);
    }

    /**
     * Null for all.
     *
     * @throws Problem when it is none
     */
    private static @Nullable SortedSet<String> projects(Passport caller) {
        if (caller.has("owner") || caller.has("auditor")) {
            return null;
        }
        if (caller.projects().isEmpty()) {
            throw Problem.forbidden();
        }
        return new TreeSet<>(caller.projects());
    }
}
