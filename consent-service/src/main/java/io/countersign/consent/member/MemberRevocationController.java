package io.countersign.consent.member;

import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.member.MemberAccessCommand.RevokeMemberConnections;
import io.countersign.events.command.Accepted;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipt;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Ends everything that members hold, and leaves their switches as they are (MG-07, MG-09). */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}")
class MemberRevocationController {
    private static final String USER = "[A-Za-z0-9-]{1,64}";
    private static final int MOST = 100;
    private final Commands commands;

    MemberRevocationController(Commands commands) {
        this.commands = commands;
    }

    @Operation(summary = "Revoke everything a member holds", description = "Refused at once and for ever; clients may be authorized anew "
            + "where the member's access is on. For owners, and for members about themselves.")
    @PostMapping("/members/{userId}/revoke-all")
    ResponseEntity<Void> revokeAll(@PathVariable String orgId, @PathVariable @Pattern(regexp = USER) String userId,
            @Valid @RequestBody RevokeAllRequest request, @AuthenticationPrincipal Passport caller) {
        if (!caller.has("owner") && !caller.actor().equals(new Actor(Actor.Type.MEMBER, userId))) {
            throw Problem.forbidden();
        }
        return Accepted.done(commands.send(RevokeMemberConnections.of(orgId, userId, request.reasonCode())));
    }

    @Operation(summary = "Revoke everything several members hold", description = "1 to 100 members, each on its own: the answer says what "
            + "became of each, with a receipt. For owners. More are 422 too_many_targets.")
    @PostMapping("/members:bulkRevoke")
    Report bulkRevoke(@PathVariable String orgId, @Valid @RequestBody BulkRevokeRequest request,
            @AuthenticationPrincipal Passport caller) {
        if (!caller.has("owner")) {
            throw Problem.forbidden();
        }
        if (request.userIds().size() > MOST) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "too_many_targets", "At most " + MOST + " members at a time.");
        }
        return Report.of(request.userIds().stream().distinct()
                .map(user -> Result.of(user, commands.send(RevokeMemberConnections.of(orgId, user, request.reasonCode())))).toList());
    }

    /** @param reasonCode why */
    record RevokeAllRequest(@NotNull ReasonCode reasonCode) {
    }

    /** @param userIds whose */
    record BulkRevokeRequest(@NotEmpty List<@NotNull @Pattern(regexp = USER) String> userIds, @NotNull ReasonCode reasonCode) {
    }

    record Report(List<Result> results, Summary summary) {
        static Report of(List<Result> results) {
            var revoked = results.stream().filter(result -> result.status() == Outcome.REVOKED).count();
            return new Report(results, new Summary(results.size(), revoked));
        }
    }

    /** @param receipt for a read that is to show it; absent where nothing changed */
    record Result(String userId, Outcome status, @Nullable String receipt) {
        static Result of(String userId, Receipt receipt) {
            return receipt.changed()
                    ? new Result(userId, Outcome.REVOKED, receipt.aggregateId() + ":" + receipt.sequence())
                    : new Result(userId, Outcome.ALREADY_REVOKED, null);
        }
    }

    /** Who left holds nothing any more. */
    enum Outcome {
        REVOKED, ALREADY_REVOKED
    }

    record Summary(int requested, long revoked) {
    }
}
