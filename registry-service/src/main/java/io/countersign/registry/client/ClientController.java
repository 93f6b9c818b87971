package io.countersign.registry.client;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.ClientCommand.DeleteClient;
import io.countersign.registry.client.ClientCommand.DisableClient;
import io.countersign.registry.client.ClientCommand.EnableClient;
import io.countersign.registry.client.ClientCommand.RegisterClient;
import io.countersign.registry.client.ClientCommand.RevokeClient;
import io.countersign.registry.client.ClientCommand.UpdateClient;
import io.countersign.starter.command.Commands;
import io.countersign.starter.command.Ids;
import io.countersign.starter.command.OnceOnly;
import io.countersign.starter.passport.Passport;
import io.countersign.starter.web.Accepted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes to clients. A client that authenticates by secret gets its first one with its registration, shown once. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/clients")
class ClientController {
    private final Commands commands;
    private final Ids ids;
    private final ShownSecrets secrets;

    ClientController(Commands commands, Ids ids, ShownSecrets secrets) {
        this.commands = commands;
        this.ids = ids;
        this.secrets = secrets;
    }

    @PostMapping
    @OnceOnly
    ResponseEntity<Registered> register(@PathVariable String orgId, @Valid @RequestBody RegisterRequest request,
            @AuthenticationPrincipal Passport caller) {
        var id = ids.next("cli");
        var secret = secrets.forMethod(request.method());
        var receipt = commands.send(new RegisterClient(id, request.projectId(), request.name().strip(), request.method(),
                List.of("client_credentials"), PublicKeys.require(request.jwks()), secret.map(ShownSecrets.Shown::kept).orElse(null),
                Authority.of(caller)));
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/clients/" + id,
                Registered.of(id, secret.orElse(null)));
    }

    @PatchMapping("/{clientId}")
    ResponseEntity<Void> update(@PathVariable String clientId, @Valid @RequestBody UpdateRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(
                commands.send(new UpdateClient(clientId, request.stripped(), PublicKeys.require(request.jwks()), Authority.of(caller))));
    }

    @PostMapping("/{clientId}/disable")
    ResponseEntity<Void> disable(@PathVariable String clientId, @Valid @RequestBody(required = false) @Nullable ReasonRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new DisableClient(clientId, ReasonRequest.code(request), Authority.of(caller))));
    }

    @PostMapping("/{clientId}/enable")
    ResponseEntity<Void> enable(@PathVariable String clientId, @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new EnableClient(clientId, Authority.of(caller))));
    }

    @PostMapping("/{clientId}/revoke")
    ResponseEntity<Void> revoke(@PathVariable String clientId, @Valid @RequestBody(required = false) @Nullable ReasonRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RevokeClient(clientId, ReasonRequest.code(request), Authority.of(caller))));
    }

    @DeleteMapping("/{clientId}")
    ResponseEntity<Void> delete(@PathVariable String clientId, @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new DeleteClient(clientId, Authority.of(caller))));
    }

    /**
     * @param grantTypes only {@code client_credentials} yet; absent means the same
     * @param type       only {@code CONFIDENTIAL} yet; absent means the same
     */
    record RegisterRequest(@NotBlank String projectId, @NotBlank @Size(max = 128) String name,
            @Nullable @Pattern(regexp = "client_secret_basic|client_secret_post|private_key_jwt") String tokenEndpointAuthMethod,
            @Nullable @Size(min = 1, max = 1) List<@NotBlank @Pattern(regexp = "client_credentials") String> grantTypes,
            @Nullable @Pattern(regexp = "CONFIDENTIAL") String type, @Nullable Map<String, Object> jwks) {
        String method() {
            return Objects.requireNonNullElse(tokenEndpointAuthMethod, "client_secret_basic");
        }
    }

    record UpdateRequest(@Nullable @Size(max = 128) @Pattern(regexp = "(?s).*\\S.*") String name, @Nullable Map<String, Object> jwks) {
        @Nullable
        String stripped() {
            return name == null ? null : name.strip();
        }
    }

    record ReasonRequest(@Nullable @Pattern(regexp = "[A-Z][A-Z_]{0,63}") String reasonCode) {
        static String code(@Nullable ReasonRequest request) {
            return request == null || request.reasonCode == null ? "ADMIN" : request.reasonCode;
        }
    }

    /** @param clientSecret shown here and never again */
    record Registered(String id, String clientId, @Nullable String secretId, @Nullable String clientSecret) {
        static Registered of(String id, ShownSecrets.@Nullable Shown secret) {
            return secret == null
                    ? new Registered(id, id, null, null)
                    : new Registered(id, id, secret.kept().secretId(), secret.value().value());
        }
    }
}
