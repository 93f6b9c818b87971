package io.countersign.registry.client;

import io.countersign.registry.client.ClientCommand.RejectApproval;
import io.swagger.v3.oas.annotations.Operation;
import io.countersign.web.api.EndsWithin;
import io.countersign.web.api.Limits;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.client.ClientCommand.Unbind;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.events.command.Commands;
import io.countersign.web.passport.Passport;
import io.countersign.events.command.Accepted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a client may do at which server. Taking a scope away, or the whole binding, ends what was authorized under it. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/clients/{clientId}/bindings")
class BindingController {
    private final Commands commands;
    private final BindingRenewals renewals;

    BindingController(Commands commands, BindingRenewals renewals) {
        this.commands = commands;
        this.renewals = renewals;
    }

    @Operation(summary = "Bind the client to the server, or change how it is bound", description = "This is also the yes to a client that "
            + "waits for approval. All of the binding is given each time: without until it has no end. When it is over nothing is "
            + "authorized any more and what was has ended. Taking a scope away, or an earlier end, ends what was authorized before; a later "
            + "end counts for what is authorized from then on.")
    @PutMapping("/{serverId}")
    ResponseEntity<Bound> set(@PathVariable String clientId, @PathVariable String serverId, @Valid @RequestBody ScopesRequest request,
            @AuthenticationPrincipal Passport caller) {
        var receipt = renewals.set(clientId, serverId, new TreeSet<>(request.scopes()), request.end(),
                StatedReason.of(request.reasonCode()), Authority.of(caller));
        return Accepted.with(receipt, new Bound(clientId, serverId, new TreeSet<>(request.scopes()), request.end()));
    }

    @Operation(summary = "Let the client in again", description = "After its connection was revoked or has expired: with the scopes it "
            + "had, what was authorized before stays dead. After an end for SECURITY only an owner may; PUT never does it.")
    @PostMapping("/{serverId}/renew")
    ResponseEntity<Void> renew(@PathVariable String clientId, @PathVariable String serverId, @Valid @RequestBody RenewRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(renewals.renew(clientId, serverId, request.reasonCode(), Authority.of(caller)));
    }

    @DeleteMapping("/{serverId}")
    ResponseEntity<Void> unbind(@PathVariable String clientId, @PathVariable String serverId,
            @RequestParam(required = false) @Nullable ReasonCode reasonCode, @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new Unbind(clientId, serverId, StatedReason.of(reasonCode), Authority.of(caller))));
    }

    @Operation(summary = "Reject the client at the server", description = "Whoever asked for it is told, and no member lets it in there "
            + "until it is bound, which is the yes.")
    @PostMapping("/{serverId}/reject")
    ResponseEntity<Void> reject(@PathVariable String clientId, @PathVariable String serverId,
            @Valid @RequestBody(required = false) @Nullable StatedReason reason, @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RejectApproval(clientId, serverId, StatedReason.of(reason), Authority.of(caller))));
    }

    /** @param until when the binding is over, to the second; absent means never */
    record ScopesRequest(@NotNull @Size(max = Limits.SCOPES) List<@NotBlank @Size(max = Limits.TERM) String> scopes,
            @Nullable @EndsWithin(days = Limits.BINDING_DAYS) Instant until, @Nullable ReasonCode reasonCode) {
        @Nullable
        Instant end() {
            return until == null ? null : until.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /** @param reasonCode why, for the record */
    record RenewRequest(@NotNull ReasonCode reasonCode) {
    }

    record Bound(String clientId, String serverId, SortedSet<String> scopes, @Nullable Instant until) {
    }
}
