package io.countersign.registry.managementkey;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.ResumeManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RevokeManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RotateManagementKey;
import io.countersign.registry.secret.SecretGenerator;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.events.command.OnceOnly;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.countersign.events.command.Accepted;
import io.countersign.web.api.EndsWithin;
import io.countersign.web.api.Limits;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Changes to management keys. Making and rotating one is a sensitive action (C-3): an owner who signed in a moment ago and answers for the
 * key, never another key. A key is shown once.
 */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/management-keys")
class ManagementKeyController {
    private final Commands commands;
    private final Ids ids;
    private final SecretGenerator secrets;
    private final Rights rights;
    private final Clock clock;

    ManagementKeyController(Commands commands, Ids ids, SecretGenerator secrets, Rights rights, Clock clock) {
        this.commands = commands;
        this.ids = ids;
        this.secrets = secrets;
        this.rights = rights;
        this.clock = clock;
    }

    @Operation(summary = "Create a management key", description = "An owner who signed in within the last five minutes. "
            + "The key ends after a year at most, 90 days where expiresAt is left out.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @OnceOnly
    ResponseEntity<Issued> issue(@PathVariable String orgId, @Valid @RequestBody IssueRequest request,
            @AuthenticationPrincipal Passport caller) {
        var by = sensitive(caller);
        var id = ids.next("key");
        var secret = secrets.next();
        var end = end(request.expiresAt());
        var receipt = commands.send(new IssueManagementKey(id, request.name().strip(), rights.require(request.roles(), by), secret.hash(),
                end, caller.actor().id(), by));
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/management-keys/" + id,
                new Issued(id, ManagementKeyFormat.of(id, secret), end, null));
    }

    @Operation(summary = "Give the key a second secret", description = "The secret before goes on for a day unless overlapSeconds says "
            + "otherwise. Whoever rotates it answers for the key from now on.")
    @PostMapping("/{keyId}/rotate")
    @OnceOnly
    ResponseEntity<Issued> rotate(@PathVariable String keyId, @Valid @RequestBody(required = false) @Nullable RotateRequest request,
            @AuthenticationPrincipal Passport caller) {
        var by = sensitive(caller);
        var secret = secrets.next();
        var asked = Objects.requireNonNullElse(request, RotateRequest.NOTHING);
        var end = end(asked.expiresAt());
        var earlierEnd = clock.instant().plusSeconds(asked.overlap());
        var receipt = commands.send(new RotateManagementKey(keyId, secret.hash(), end, earlierEnd, caller.actor().id(),
                StatedReason.of(asked.reasonCode()), by));
        return Accepted.with(receipt, new Issued(keyId, ManagementKeyFormat.of(keyId, secret), end, earlierEnd));
    }

    @Operation(summary = "Resume a suspended key", description = "Of a maker who left. An owner who signed in within the last five minutes "
            + "answers for it from now on; its secrets and its end stay as they are.")
    @PostMapping("/{keyId}/resume")
    ResponseEntity<Void> resume(@PathVariable String keyId, @AuthenticationPrincipal Passport caller) {
        var by = sensitive(caller);
        return Accepted.done(commands.send(new ResumeManagementKey(keyId, caller.actor().id(), ReasonCode.ADMIN, by)));
    }

    @DeleteMapping("/{keyId}")
    ResponseEntity<Void> revoke(@PathVariable String keyId, @RequestParam(required = false) @Nullable ReasonCode reasonCode,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RevokeManagementKey(keyId, StatedReason.of(reasonCode), Authority.ofOwner(caller))));
    }

    private Authority sensitive(Passport caller) {
        var by = Authority.ofOwner(caller);
        StepUp.require(caller, clock.instant());
        return by;
    }

    private Instant end(@Nullable Instant asked) {
        return Objects.requireNonNullElseGet(asked, () -> clock.instant().plus(Duration.ofDays(Limits.MANAGEMENT_KEY_DAYS_DEFAULT)));
    }

    record IssueRequest(@NotBlank @Size(max = Limits.NAME) String name,
            @NotEmpty @Size(max = Limits.RIGHTS) List<@NotNull @Pattern(regexp = Rights.PATTERN) String> roles,
            @Nullable @EndsWithin(days = Limits.MANAGEMENT_KEY_DAYS) Instant expiresAt) {
    }

    /** @param overlapSeconds how long the secret before goes on, 24 hours when absent */
    record RotateRequest(@Nullable @EndsWithin(days = Limits.MANAGEMENT_KEY_DAYS) Instant expiresAt,
            @Nullable @Min(0) @Max(Limits.OVERLAP_SECONDS_MAX) Long overlapSeconds, @Nullable ReasonCode reasonCode) {
        static final RotateRequest NOTHING = new RotateRequest(null, null, null);

        long overlap() {
            return overlapSeconds == null ? Limits.OVERLAP_SECONDS_DEFAULT : overlapSeconds;
        }
    }

    /**
     * @param key                 shown here and never again
     * @param earlierSecretEndsAt after a rotation
     */
    record Issued(String id, String key, Instant expiresAt, @Nullable Instant earlierSecretEndsAt) {
    }
}
