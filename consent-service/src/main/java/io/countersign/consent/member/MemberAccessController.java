package io.countersign.consent.member;

import io.countersign.consent.member.MemberAccessCommand.DisableMcpAccess;
import io.countersign.consent.member.MemberAccessCommand.EnableMcpAccess;
import io.countersign.starter.command.Commands;
import io.countersign.starter.passport.Passport;
import io.countersign.starter.passport.StepUp;
import io.countersign.starter.problem.Problem;
import io.countersign.starter.web.Accepted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The switch: a sensitive action (C-3), for an owner who signed in a moment ago. */
@RestController
@Validated
@RequestMapping("/api/v1/orgs/{orgId}/members/{userId}/access")
class MemberAccessController {
    private final Commands commands;
    private final Clock clock;

    MemberAccessController(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Void> set(@PathVariable String orgId, @PathVariable @Pattern(regexp = "[A-Za-z0-9-]{1,64}") String userId,
            @Valid @RequestBody AccessRequest request, @AuthenticationPrincipal Passport caller) {
        requireOwner(caller);
        StepUp.require(caller, clock.instant());
        return Accepted.done(commands.send(request.command(orgId, userId)));
    }

    private static void requireOwner(Passport caller) {
        if (!caller.has("owner")) {
            throw Problem.forbidden();
        }
    }

    /** @param reasonCode why access is switched off */
    record AccessRequest(@NotNull Boolean enabled, @Nullable @Pattern(regexp = "[A-Z][A-Z_]{0,63}") String reasonCode) {
        MemberAccessCommand command(String organizationId, String userId) {
            return enabled
                    ? EnableMcpAccess.of(organizationId, userId)
                    : DisableMcpAccess.of(organizationId, userId, Objects.requireNonNullElse(reasonCode, "ADMIN"));
        }
    }
}
