package io.countersign.token.revocation;

import io.countersign.events.command.Commands;
import io.countersign.web.passport.Passport;
import io.countersign.events.command.Accepted;
import io.countersign.web.api.Limits;
import io.countersign.token.connection.ConnectionCommand.DeleteConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionRights;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Ending connections: one, or up to a hundred with a result for each (C20). */
@RestController
class ConnectionRevocationController {
    private static final String CONSENT = "Whether the consent it stands on is withdrawn as well, which ends whatever else rests on that; "
            + "refused for a machine client's connection, which rests on none. Absent: the consent stays.";
    private final Commands commands;
    private final ConnectionRights rights;
    private final BulkEnding bulk;

    ConnectionRevocationController(Commands commands, ConnectionRights rights, BulkEnding bulk) {
        this.commands = commands;
        this.rights = rights;
        this.bulk = bulk;
    }

    @PostMapping("/api/v1/orgs/{orgId}/connections/{connectionId}/revoke")
    ResponseEntity<Revoked> revoke(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String connectionId,
            @Valid @RequestBody RevokeRequest request) {
        rights.endable(caller, orgId, connectionId);
        var receipt = commands.send(request.command(connectionId));
        return Accepted.with(receipt, new Revoked(connectionId, "REVOKED", receipt.sequence()));
    }

    @PostMapping("/api/v1/orgs/{orgId}/connections:bulkRevoke")
    BulkEnding.Report revokeMany(@AuthenticationPrincipal Passport caller, @PathVariable String orgId,
            @Valid @RequestBody BulkRevokeRequest request) {
        return bulk.revoke(caller, orgId, request.targets().stream().map(Target::connectionId).toList(), request.reasonCode().recorded(),
                Boolean.TRUE.equals(request.withdrawConsent()));
    }

    @Operation(summary = "Delete up to a hundred connections", description = "Those that expired or were revoked leave the lists; their history "
            + "stays provable. What still lives is an error of its own: revoke it first.")
    @PostMapping("/api/v1/orgs/{orgId}/connections:bulkDelete")
    BulkEnding.Report deleteMany(@AuthenticationPrincipal Passport caller, @PathVariable String orgId,
            @Valid @RequestBody BulkDeleteRequest request) {
        return bulk.delete(caller, orgId, request.targets().stream().map(Target::connectionId).toList(), request.reasonCode().recorded());
    }

    @DeleteMapping("/api/v1/orgs/{orgId}/connections/{connectionId}")
    ResponseEntity<Void> delete(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String connectionId,
            @RequestParam(defaultValue = "ADMIN") StatedReason reasonCode) {
        rights.endable(caller, orgId, connectionId);
        return Accepted.done(commands.send(new DeleteConnection(connectionId, reasonCode.recorded())));
    }

    /** @param withdrawConsent a wish that cannot be met is refused, not ignored */
    record RevokeRequest(@NotNull RevocationReason reasonCode, @Schema(description = CONSENT) @Nullable Boolean withdrawConsent) {
        RevokeConnection command(String connectionId) {
            return RevokeConnection.asked(connectionId, reasonCode.recorded(), Boolean.TRUE.equals(withdrawConsent));
        }
    }

    /** @param withdrawConsent as for one */
    record BulkRevokeRequest(@NotEmpty List<@NotNull @Valid Target> targets, @NotNull RevocationReason reasonCode,
            @Schema(description = CONSENT) @Nullable Boolean withdrawConsent) {
    }

    record BulkDeleteRequest(@NotEmpty List<@NotNull @Valid Target> targets, @NotNull StatedReason reasonCode) {
    }

    record Target(@NotBlank @Size(max = Limits.ID) String connectionId) {
    }

    record Revoked(String id, String status, long version) {
    }
}
