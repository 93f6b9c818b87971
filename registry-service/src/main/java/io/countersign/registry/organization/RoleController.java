package io.countersign.registry.organization;

import io.countersign.web.api.Limits;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.authority.Visibility;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.organization.OrganizationCommand.GrantRole;
import io.countersign.registry.organization.OrganizationCommand.WithdrawRole;
import io.countersign.registry.refusal.Refused;
import io.countersign.events.command.Commands;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.countersign.events.command.Accepted;
import io.countersign.web.api.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who holds which role. Changing one is a sensitive action (C-3): an owner who signed in a moment ago, never a management key. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/roles")
class RoleController {
    private final Commands commands;
    private final Organizations organizations;
    private final Clock clock;

    RoleController(Commands commands, Organizations organizations, Clock clock) {
        this.commands = commands;
        this.organizations = organizations;
        this.clock = clock;
    }

    @GetMapping
    Page<RolesOfUser> list(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
        var organization = organizations.find(Visibility.ofEverything(caller).organizationId()).orElseThrow(Refused::unknown).state();
        return new Page<>(organization.roles().entrySet().stream().filter(user -> !user.getValue().isEmpty())
                .map(user -> new RolesOfUser(user.getKey(), List.copyOf(user.getValue()))).toList(), null);
    }

    @PostMapping
    ResponseEntity<Void> grant(@PathVariable String orgId, @Valid @RequestBody RoleRequest request,
            @AuthenticationPrincipal Passport caller) {
        var by = Authority.ofOwner(caller);
        StepUp.require(caller, clock.instant());
        return Accepted.done(
                commands.send(new GrantRole(by.organizationId(), request.userId(), request.role(), StatedReason.of(request.reasonCode()))));
    }

    @DeleteMapping
    ResponseEntity<Void> withdraw(@PathVariable String orgId, @Valid @RequestBody RoleRequest request,
            @AuthenticationPrincipal Passport caller) {
        var by = Authority.ofOwner(caller);
        StepUp.require(caller, clock.instant());
        return Accepted.done(commands
                .send(new WithdrawRole(by.organizationId(), request.userId(), request.role(), StatedReason.of(request.reasonCode()))));
    }

    record RoleRequest(@NotBlank @Size(max = Limits.ID) @Pattern(regexp = "[A-Za-z0-9-]+") String userId,
            @NotBlank @Pattern(regexp = "owner|auditor|project-admin:prj-[0-9A-Z]{26}") String role, @Nullable ReasonCode reasonCode) {
    }

    record RolesOfUser(String userId, List<String> roles) {
    }
}
