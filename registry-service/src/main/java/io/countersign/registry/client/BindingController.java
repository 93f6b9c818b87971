package io.countersign.registry.client;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.client.ClientCommand.BindAgain;
import io.countersign.registry.client.ClientCommand.SetBinding;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a client may do at which server. Taking a scope away, or the whole binding, ends what was authorized under it. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/clients/{clientId}/bindings")
class BindingController {
    private final Commands commands;

    BindingController(Commands commands) {
        this.commands = commands;
    }

    @PutMapping("/{serverId}")
    ResponseEntity<Bound> set(@PathVariable String clientId, @PathVariable String serverId, @Valid @RequestBody ScopesRequest request,
            @AuthenticationPrincipal Passport caller) {
        var receipt = commands.send(new SetBinding(clientId, serverId, new TreeSet<>(request.scopes()),
                StatedReason.of(request.reasonCode()), Authority.of(caller)));
        return Accepted.with(receipt, new Bound(clientId, serverId, new TreeSet<>(request.scopes())));
    }

    /** Binds anew even where there is a binding, after the connection was revoked for example. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Bound> bindAgain(@PathVariable String orgId, @PathVariable String clientId, @Valid @RequestBody BindRequest request,
            @AuthenticationPrincipal Passport caller) {
        var scopes = new TreeSet<>(request.scopes());
        var receipt = commands.send(new BindAgain(clientId, request.serverId(), scopes, StatedReason.of(request.reasonCode()),
                Authority.of(caller)));
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/clients/" + clientId + "/bindings/" + request.serverId(),
                new Bound(clientId, request.serverId(), scopes));
    }

    @DeleteMapping("/{serverId}")
    ResponseEntity<Void> unbind(@PathVariable String clientId, @PathVariable String serverId,
            @RequestParam(required = false) @Nullable ReasonCode reasonCode, @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new Unbind(clientId, serverId, StatedReason.of(reasonCode), Authority.of(caller))));
    }

    record ScopesRequest(@NotNull @Size(max = 100) List<@NotBlank String> scopes, @Nullable ReasonCode reasonCode) {
    }

    record BindRequest(@NotBlank String serverId, @NotNull @Size(max = 100) List<@NotBlank String> scopes,
            @Nullable ReasonCode reasonCode) {
    }

    record Bound(String clientId, String serverId, SortedSet<String> scopes) {
    }
}
