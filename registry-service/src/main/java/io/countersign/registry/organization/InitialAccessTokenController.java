package io.countersign.registry.organization;

import io.countersign.events.command.Accepted;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.events.command.OnceOnly;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.authority.Visibility;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.organization.OrganizationCommand.IssueInitialAccessToken;
import io.countersign.registry.organization.OrganizationCommand.RevokeInitialAccessToken;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.secret.SecretGenerator;
import io.countersign.web.api.EndsWithin;
import io.countersign.web.api.Limits;
import io.countersign.web.api.Page;
import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Initial access tokens (RFC 7591 section 1.2): who may register clients where the organization takes them by invitation only. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/organization/client-registration/initial-access-tokens")
class InitialAccessTokenController {
    private final Commands commands;
    private final Organizations organizations;
    private final InitialAccessTokenUses uses;
    private final SecretGenerator secrets;
    private final Ids ids;

    InitialAccessTokenController(Commands commands, Organizations organizations, InitialAccessTokenUses uses, SecretGenerator secrets,
            Ids ids) {
        this.commands = commands;
        this.organizations = organizations;
        this.uses = uses;
        this.secrets = secrets;
        this.ids = ids;
    }

    @Operation(summary = "Issue an initial access token", description = "Only an owner may. It is shown once, registers as many clients as "
            + "uses says, and counts where protectedRegistration is set.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @OnceOnly
    ResponseEntity<Issued> issue(@PathVariable String orgId, @Valid @RequestBody IssueRequest request,
            @AuthenticationPrincipal Passport caller) {
        var organizationId = Authority.ofOwner(caller).organizationId();
        var id = ids.next("iat");
        var secret = secrets.next();
        var receipt = commands.send(new IssueInitialAccessToken(organizationId,
                new InitialAccessToken(id, secret.hash(), request.uses(), request.expiresAt())));
        return Accepted.created(receipt,
                "/api/v1/orgs/" + orgId + "/organization/client-registration/initial-access-tokens/" + id,
                new Issued(id, secret.value(), request.uses(), request.expiresAt()));
    }

    @GetMapping
    Page<Known> list(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
        var tokens = organizations.find(Visibility.ofEverything(caller).organizationId()).map(Loaded::state)
                .orElseThrow(Refused::unknown).initialAccessTokens();
        var left = uses.left(tokens);
        return new Page<>(tokens.stream().map(token -> new Known(token.tokenId(), token.uses(),
                left.getOrDefault(token.tokenId(), token.uses()), token.expiresAt())).toList(), null);
    }

    @DeleteMapping("/{tokenId}")
    ResponseEntity<Void> revoke(@PathVariable String tokenId, @RequestParam(required = false) @Nullable ReasonCode reasonCode,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RevokeInitialAccessToken(Authority.ofOwner(caller).organizationId(), tokenId,
                StatedReason.of(reasonCode))));
    }

    /** @param uses how many clients it registers altogether */
    record IssueRequest(@NotNull @Min(1) @Max(Limits.INITIAL_ACCESS_TOKEN_USES) Integer uses,
            @NotNull @EndsWithin(days = Limits.INITIAL_ACCESS_TOKEN_DAYS) Instant expiresAt) {
    }

    /** @param initialAccessToken shown here and never again */
    record Issued(String id, String initialAccessToken, int uses, Instant expiresAt) {
    }

    /**
     * What may be told of one.
     *
     * @param usesLeft how many clients it may still register
     */
    record Known(String id, int uses, int usesLeft, Instant expiresAt) {
    }
}
