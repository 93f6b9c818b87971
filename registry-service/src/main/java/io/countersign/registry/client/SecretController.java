package io.countersign.registry.client;

import io.countersign.web.api.EndsWithin;
import io.countersign.web.api.Limits;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.client.ClientCommand.IssueSecret;
import io.countersign.registry.client.ClientCommand.RevokeSecret;
import io.countersign.registry.client.ClientCommand.RotateSecret;
import io.countersign.registry.client.ClientSecretGenerator.Shown;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.events.command.Commands;
import io.countersign.events.command.OnceOnly;
import io.countersign.events.command.Receipt;
import io.countersign.web.passport.Passport;
import io.countersign.events.command.Accepted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
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

/** A client's secrets: at most five, each shown once. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/clients/{clientId}")
class SecretController {
    private final Commands commands;
    private final ClientSecretGenerator clientSecrets;
    private final Clock clock;

    SecretController(Commands commands, ClientSecretGenerator clientSecrets, Clock clock) {
        this.commands = commands;
        this.clientSecrets = clientSecrets;
        this.clock = clock;
    }

    @PostMapping("/secrets")
    @ResponseStatus(HttpStatus.CREATED)
    @OnceOnly
    ResponseEntity<Issued> issue(@PathVariable String orgId, @PathVariable String clientId,
            @Valid @RequestBody(required = false) @Nullable IssueRequest request, @AuthenticationPrincipal Passport caller) {
        var secret = clientSecrets.next(request == null ? null : request.expiresAt());
        return shown(commands.send(new IssueSecret(clientId, secret.kept(), Authority.of(caller))), orgId, clientId, secret);
    }

    /** A new secret; the earlier ones end after the overlap. */
    @PostMapping("/secrets:rotate")
    @ResponseStatus(HttpStatus.CREATED)
    @OnceOnly
    ResponseEntity<Issued> rotate(@PathVariable String orgId, @PathVariable String clientId,
            @Valid @RequestBody(required = false) @Nullable RotateRequest request, @AuthenticationPrincipal Passport caller) {
        var secret = clientSecrets.next(request == null ? null : request.expiresAt());
        var earlierEndAt = clock.instant().plusSeconds(RotateRequest.overlap(request));
        return shown(commands.send(new RotateSecret(clientId, secret.kept(), earlierEndAt,
                StatedReason.of(request == null ? null : request.reasonCode()), Authority.of(caller))), orgId, clientId, secret);
    }

    @DeleteMapping("/secrets/{secretId}")
    ResponseEntity<Void> revoke(@PathVariable String clientId, @PathVariable String secretId,
            @RequestParam(required = false) @Nullable ReasonCode reasonCode, @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RevokeSecret(clientId, secretId, StatedReason.of(reasonCode), Authority.of(caller))));
    }

    private static ResponseEntity<Issued> shown(Receipt receipt, String orgId, String clientId, Shown secret) {
        var id = secret.kept().secretId();
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/clients/" + clientId + "/secrets/" + id,
                new Issued(id, secret.value().value(), secret.kept().expiresAt()));
    }

    record IssueRequest(@Nullable @EndsWithin(days = Limits.CLIENT_SECRET_DAYS) Instant expiresAt) {
    }

    /** @param overlapSeconds how long the earlier secrets go on, 24 hours when absent */
    record RotateRequest(@Nullable @EndsWithin(days = Limits.CLIENT_SECRET_DAYS) Instant expiresAt,
            @Nullable @Min(0) @Max(Limits.OVERLAP_SECONDS_MAX) Long overlapSeconds,
            @Nullable ReasonCode reasonCode) {
        static long overlap(@Nullable RotateRequest request) {
            return request == null || request.overlapSeconds == null ? Limits.OVERLAP_SECONDS_DEFAULT : request.overlapSeconds;
        }
    }

    /** @param clientSecret shown here and never again */
    record Issued(String id, String clientSecret, @Nullable Instant expiresAt) {
    }
}
