package io.countersign.registry.managementkey;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import io.countersign.registry.managementkey.ManagementKeyCommand.RevokeManagementKey;
import io.countersign.registry.secret.Secrets;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.events.command.OnceOnly;
import io.countersign.web.passport.Passport;
import io.countersign.events.command.Accepted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
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

/** Changes to management keys: an owner's business. A key is shown once. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/management-keys")
class ManagementKeyController {
    private final Commands commands;
    private final Ids ids;
    private final Secrets secrets;

    ManagementKeyController(Commands commands, Ids ids, Secrets secrets) {
        this.commands = commands;
        this.ids = ids;
        this.secrets = secrets;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @OnceOnly
    ResponseEntity<Issued> issue(@PathVariable String orgId, @Valid @RequestBody IssueRequest request,
            @AuthenticationPrincipal Passport caller) {
        var id = ids.next("key");
        var secret = secrets.next();
        var receipt = commands.send(new IssueManagementKey(id, request.name().strip(), new TreeSet<>(request.roles()), secret.hash(),
                request.expiresAt(), Authority.ofOwner(caller)));
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/management-keys/" + id,
                new Issued(id, ManagementKeyFormat.of(id, secret), request.expiresAt()));
    }

    @DeleteMapping("/{keyId}")
    ResponseEntity<Void> revoke(@PathVariable String keyId, @RequestParam(required = false) @Nullable ReasonCode reasonCode,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RevokeManagementKey(keyId, StatedReason.of(reasonCode), Authority.ofOwner(caller))));
    }

    record IssueRequest(@NotBlank @Size(max = 128) String name,
            @NotEmpty @Size(max = 20) List<@NotNull @Pattern(regexp = "owner|auditor|project-admin:prj-[0-9A-Z]{26}") String> roles,
            @Nullable @Future Instant expiresAt) {
    }

    /** @param key shown here and never again */
    record Issued(String id, String key, @Nullable Instant expiresAt) {
    }
}
