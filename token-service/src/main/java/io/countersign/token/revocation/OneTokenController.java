package io.countersign.token.revocation;

import io.countersign.events.command.Accepted;
import io.countersign.events.command.Commands;
import io.countersign.token.connection.ConnectionCommand.RevokeToken;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.issuance.IssuanceLog;
import io.countersign.web.api.Limits;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Ends one access token, as its client could (RFC 7009), for whoever may end the connection (C2: the finest scope of a revocation). */
@RestController
class OneTokenController {
    private final Connections connections;
    private final ConnectionRights rights;
    private final IssuanceLog issuances;
    private final Commands commands;

    OneTokenController(Connections connections, ConnectionRights rights, IssuanceLog issuances, Commands commands) {
        this.connections = connections;
        this.rights = rights;
        this.issuances = issuances;
        this.commands = commands;
    }

    @Operation(summary = "Revoke one access token", description = "Only this token is dead at every gateway; the connection and its refresh "
            + "token go on. It is named as the token itself does: jti, and cid as connectionId. Once more changes nothing. 404 for a token "
            + "that is not among those the connection was given lately; revoking the connection ends all of them.")
    @PostMapping("/api/v1/orgs/{orgId}/tokens/{jti}/revoke")
    ResponseEntity<Void> revoke(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String jti,
            @Valid @RequestBody TokenRevokeRequest request) {
        rights.endable(caller, orgId, request.connectionId());
        var issued = issuances.find(living(request.connectionId()), jti).orElseThrow(Problem::notFound);
        return Accepted.done(commands
                .send(new RevokeToken(request.connectionId(), jti, issued.expiresAt(), request.reasonCode().recorded())));
    }

    private Active living(String connectionId) {
        if (connections.load(connectionId).state() instanceof Active active) {
            return active;
        }
        throw new Problem(HttpStatus.CONFLICT, "already_terminal", "The connection has ended, and its tokens with it.");
    }

    record TokenRevokeRequest(@NotBlank @Size(max = Limits.ID) String connectionId, @NotNull StatedReason reasonCode) {
    }
}
