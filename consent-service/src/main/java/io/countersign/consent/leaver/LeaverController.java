package io.countersign.consent.leaver;

import io.countersign.consent.directory.People;
import io.countersign.events.command.Accepted;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.countersign.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the watch over leavers stands, and an owner's word where they are too many. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/leavers")
class LeaverController {
    private final LeaverHolds leaverHolds;
    private final LeaverProgress progress;
    private final People people;
    private final Clock clock;

    LeaverController(LeaverHolds leaverHolds, LeaverProgress progress, People people, Clock clock) {
        this.leaverHolds = leaverHolds;
        this.progress = progress;
        this.people = people;
        this.clock = clock;
    }

    @Operation(summary = "Leavers that wait for an owner", description = "Whom the identity provider no longer lists, where they are more "
            + "than ten and more than five of a hundred members, or all, or where leaverMode is FLAG: HELD, and nobody of them has been ended. For owners and auditors.")
    @GetMapping
    Watch watch(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
        if (!caller.has("owner") && !caller.has("auditor")) {
            throw Problem.forbidden();
        }
        var hold = leaverHolds.of(orgId);
        return Watch.of(hold, progress.comparedAt(orgId), people.names(hold.userIds()));
    }

    @Operation(summary = "Confirm that they left", description = "Those of the set that was shown whom the identity provider still does not "
            + "list are ended within seconds. For owners who signed in within five minutes (401 step_up_required otherwise), never for a "
            + "management key; 409 set_changed where another set waits.")
    @PostMapping("/confirm")
    ResponseEntity<Void> confirm(@PathVariable String orgId, @Valid @RequestBody ConfirmRequest request,
            @AuthenticationPrincipal Passport caller) {
        if (!caller.has("owner")) {
            throw Problem.forbidden();
        }
        StepUp.require(caller, clock.instant());
        return Accepted.done(leaverHolds.confirm(orgId, request.setId()));
    }

    /** @param setId of the set that was shown */
    record ConfirmRequest(@NotNull @Pattern(regexp = "[A-Za-z0-9_-]{43}") String setId) {
    }

    /**
     * @param status     {@code QUIET}, {@code HELD} (an owner has to look) or {@code CONFIRMED} (they are being ended)
     * @param comparedAt when everybody was last compared with the identity provider; absent before the first time
     * @param setId      what to confirm; absent where nobody waits
     * @param leaving    how many look as if they had left; more than {@code items} where one set cannot name them all
     * @param members    how many the identity provider listed then
     */
    record Watch(LeaverHoldState.Status status, @Nullable Instant comparedAt, @Nullable String setId, int leaving, int members,
            List<Leaver> items) {
        static Watch of(LeaverHoldState hold, Instant comparedAt, Map<String, String> names) {
            return new Watch(hold.status(), comparedAt.equals(Instant.EPOCH) ? null : comparedAt,
                    hold.setId().isEmpty() ? null : hold.setId(),
                    hold.leaving(), hold.members(),
                    hold.userIds().stream().map(id -> new Leaver(id, names.getOrDefault(id, id))).toList());
        }
    }

    /** @param name as the identity provider has it, the id where it has none */
    record Leaver(String userId, String name) {
    }
}
