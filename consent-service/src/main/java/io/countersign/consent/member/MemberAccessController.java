package io.countersign.consent.member;

import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.member.MemberAccessCommand.DisableMcpAccess;
import io.countersign.consent.member.MemberAccessCommand.EnableMcpAccess;
import io.countersign.events.command.Commands;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.countersign.web.problem.Problem;
import io.countersign.events.command.Accepted;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The switch: a sensitive action (C-3), for an owner who signed in a moment ago. Members switch themselves off at once, however long ago
 * they signed in; only an owner switches on again.
 */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/members/{userId}/access")
class MemberAccessController {
    private final Commands commands;
    private final Clock clock;

    MemberAccessController(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    @Operation(summary = "Switch a member's use of MCP on or off", description = "Off ends whatever the member holds, for ever. For owners "
            + "who signed in within five minutes (401 step_up_required otherwise), never for a management key; members may switch "
            + "themselves off.")
    @PostMapping
    ResponseEntity<Void> set(@PathVariable String orgId, @PathVariable @Pattern(regexp = "[A-Za-z0-9-]{1,64}") String userId,
            @Valid @RequestBody AccessRequest request, @AuthenticationPrincipal Passport caller) {
        requireRight(caller, userId, request);
        return Accepted.done(commands.send(request.command(orgId, userId, caller)));
    }

    private void requireRight(Passport caller, String userId, AccessRequest request) {
        if (caller.has("owner")) {
            StepUp.require(caller, clock.instant());
        } else if (!request.enabled && caller.actor().equals(new Actor(Actor.Type.MEMBER, userId))) {
            StepUp.requirePerson(caller);
        } else {
            throw Problem.forbidden();
        }
    }

    /** @param reasonCode why; {@code USER_REQUEST} of a member and {@code ADMIN} of anybody else where nothing is said */
    record AccessRequest(@NotNull Boolean enabled, @Nullable ReasonCode reasonCode) {
        MemberAccessCommand command(String organizationId, String userId, Passport caller) {
            var reason = Objects.requireNonNullElseGet(reasonCode,
                    () -> caller.actor().id().equals(userId) ? ReasonCode.USER_REQUEST : ReasonCode.ADMIN);
            return enabled ? EnableMcpAccess.of(organizationId, userId, reason) : DisableMcpAccess.of(organizationId, userId, reason);
        }
    }
}
