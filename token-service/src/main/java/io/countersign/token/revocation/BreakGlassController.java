package io.countersign.token.revocation;

import io.countersign.token.connection.ConnectionRights;
import io.countersign.web.api.Limits;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The one thing that the platform team may do to connections of an organization, in an emergency and never unseen (domain.md 2.8, 5.3). */
@RestController
class BreakGlassController {
    private final BulkEnding bulk;
    private final Clock clock;

    BreakGlassController(BulkEnding bulk, Clock clock) {
        this.bulk = bulk;
        this.clock = clock;
    }

    @Operation(summary = "Break the glass", description = "For platform operators who signed in a moment ago (C-3), who see no connections and "
            + "name up to a hundred. Each that ends is flagged BREAK_GLASS in the organization's lists, its timeline and its history.")
    @PostMapping("/api/v1/orgs/{orgId}/connections:breakGlassRevoke")
    BulkEnding.Report revoke(@AuthenticationPrincipal Passport caller, @PathVariable String orgId,
            @Valid @RequestBody BreakGlassRequest request) {
        ConnectionRights.requireOperator(caller);
        StepUp.require(caller, clock.instant());
        return bulk.breakGlass(caller, orgId, request.connectionIds(), request.reasonCode().recorded());
    }

    record BreakGlassRequest(@NotEmpty List<@NotBlank @Size(max = Limits.ID) String> connectionIds, @NotNull StatedReason reasonCode) {
    }
}
