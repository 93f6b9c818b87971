package io.countersign.registry.client;

import io.countersign.web.api.Limits;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.client.ClientCommand.DeleteClient;
import io.countersign.registry.client.ClientCommand.DisableClient;
import io.countersign.registry.client.ClientCommand.EnableClient;
import io.countersign.registry.client.ClientCommand.RegisterClient;
import io.countersign.registry.client.ClientCommand.RevokeClient;
import io.countersign.registry.client.ClientCommand.RevokeConnectionsOfClient;
import io.countersign.registry.client.ClientCommand.UpdateClient;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.events.command.OnceOnly;
import io.countersign.web.passport.Passport;
import io.countersign.events.command.Accepted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes to clients. A client that authenticates by secret gets its first one with its registration, shown once. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/clients")
class ClientController {
    private final Commands commands;
    private final Ids ids;
    private final ClientSecretGenerator clientSecrets;

    ClientController(Commands commands, Ids ids, ClientSecretGenerator clientSecrets) {
        this.commands = commands;
        this.ids = ids;
        this.clientSecrets = clientSecrets;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @OnceOnly
    ResponseEntity<Registered> register(@PathVariable String orgId, @Valid @RequestBody RegisterRequest request,
            @AuthenticationPrincipal Passport caller) {
        var id = ids.next("cli");
        var secret = clientSecrets.forMethod(request.method());
        var receipt = commands.send(new RegisterClient(id, request.projectId(), request.name().strip(), request.method(),
                request.grants(), PublicKeys.require(request.jwks()), request.redirects(),
                secret.map(ClientSecretGenerator.Shown::kept).orElse(null),
                Authority.of(caller)));
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/clients/" + id,
                Registered.of(id, secret.orElse(null)));
    }

    @PatchMapping("/{clientId}")
    ResponseEntity<Void> update(@PathVariable String clientId, @Valid @RequestBody UpdateRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(
                commands.send(new UpdateClient(clientId, request.stripped(), PublicKeys.require(request.jwks()), request.redirectUris(),
                        Authority.of(caller))));
    }

    @PostMapping("/{clientId}/disable")
    ResponseEntity<Void> disable(@PathVariable String clientId, @Valid @RequestBody(required = false) @Nullable StatedReason reason,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new DisableClient(clientId, StatedReason.of(reason), Authority.of(caller))));
    }

    @PostMapping("/{clientId}/enable")
    ResponseEntity<Void> enable(@PathVariable String clientId, @Valid @RequestBody(required = false) @Nullable StatedReason reason,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new EnableClient(clientId, StatedReason.of(reason), Authority.of(caller))));
    }

    @Operation(summary = "Revoke whatever was authorized for the client", description = "Every connection of the client is dead at once and for ever; the client itself goes on and can be bound again.")
    @PostMapping("/{clientId}/revoke-all")
    ResponseEntity<Void> revokeAll(@PathVariable String clientId, @Valid @RequestBody CutRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RevokeConnectionsOfClient(clientId, request.reasonCode(), Authority.of(caller))));
    }

    @Operation(summary = "Revoke the client for ever", description = "For owners, administrators of its project, and who registered it or let it in first "
            + "(registeredBy). Whoever calls, person or key, confirms with the client's exact name; another name is 422 name_mismatch and changes nothing.")
    @PostMapping("/{clientId}/revoke")
    ResponseEntity<Void> revoke(@PathVariable String clientId, @Valid @RequestBody RevokeRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted
                .done(commands
                        .send(new RevokeClient(clientId, request.confirm(), StatedReason.of(request.reasonCode()),
                                Authority.ofAnybody(caller))));
    }

    /** The body of DELETE means nothing (RFC 9110 section 9.3.5), so confirmation and reason stand in the query. */
    @Operation(summary = "Revoke and delete the client", description = "For whom revoking is. confirm is the client's exact name; another name is 422 "
            + "name_mismatch and changes nothing.")
    @DeleteMapping("/{clientId}")
    ResponseEntity<Void> delete(@PathVariable String clientId, @RequestParam String confirm,
            @RequestParam(required = false) @Nullable ReasonCode reasonCode, @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new DeleteClient(clientId, confirm, StatedReason.of(reasonCode), Authority.ofAnybody(caller))));
    }

    /**
     * @param tokenEndpointAuthMethod {@code none} for a public client; absent means {@code client_secret_basic}
     * @param grantTypes              absent means {@code authorization_code} and {@code refresh_token} for a public client, otherwise
     *                                {@code client_credentials}; none is a resource server, which asks about the tokens of the servers that
     *                                it is bound to (RFC 7662) and gets no token
     * @param type                    follows from the method; where it is given it must be that
     * @param redirectUris            for {@code authorization_code}, and needed for it
     */
    record RegisterRequest(@NotBlank @Size(max = Limits.ID) String projectId, @NotBlank @Size(max = Limits.NAME) String name,
            @Nullable @Pattern(regexp = "client_secret_basic|client_secret_post|private_key_jwt|none") String tokenEndpointAuthMethod,
            @Nullable @Size(max = 3) List<@NotBlank @Pattern(regexp = "client_credentials|authorization_code|refresh_token") String> grantTypes,
            @Nullable @Pattern(regexp = "CONFIDENTIAL|PUBLIC") String type, @Nullable Map<String, Object> jwks,
            @Nullable @Size(max = Limits.REDIRECT_URIS) List<@NotBlank @Size(max = Limits.URI) String> redirectUris) {
        @AssertTrue(message = "type must be PUBLIC for the method none, and CONFIDENTIAL for every other")
        @Schema(hidden = true)
        boolean isTypeFitting() {
            return type == null || type.equals(isPublic() ? "PUBLIC" : "CONFIDENTIAL");
        }

        List<String> grants() {
            return grantTypes == null
                    ? isPublic() ? List.of("authorization_code", "refresh_token") : List.of("client_credentials")
                    : grantTypes.stream().distinct().sorted().toList();
        }

        List<String> redirects() {
            return redirectUris == null ? List.of() : redirectUris;
        }

        private boolean isPublic() {
            return method().equals(ClientRules.NONE);
        }

        String method() {
            return Objects.requireNonNullElse(tokenEndpointAuthMethod, "client_secret_basic");
        }
    }

    record UpdateRequest(@Nullable @Size(max = Limits.NAME) @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*") String name,
            @Nullable Map<String, Object> jwks,
            @Nullable @Size(max = Limits.REDIRECT_URIS) List<@NotBlank @Size(max = Limits.URI) String> redirectUris) {
        @Nullable
        String stripped() {
            return name == null ? null : name.strip();
        }
    }

    /** @param reasonCode why, for the record */
    record CutRequest(@NotNull ReasonCode reasonCode) {
    }

    /** @param confirm the client's exact name (C-2) */
    record RevokeRequest(@NotBlank @Size(max = Limits.NAME) String confirm, @Nullable ReasonCode reasonCode) {
    }

    /** @param clientSecret shown here and never again */
    record Registered(String id, String clientId, @Nullable String secretId, @Nullable String clientSecret) {
        static Registered of(String id, ClientSecretGenerator.@Nullable Shown secret) {
            return secret == null
                    ? new Registered(id, id, null, null)
                    : new Registered(id, id, secret.kept().secretId(), secret.value().value());
        }
    }
}
