package io.countersign.token.personal;

import io.countersign.events.command.Accepted;
import io.countersign.events.command.OnceOnly;
import io.countersign.web.api.Limits;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A member makes a token for a script: for one server, shown once. It is listed and revoked as the connection that it is. */
@RestController
class PersonalTokenController {
    private final PersonalAccessTokens access;
    private final Clock clock;

    PersonalTokenController(PersonalAccessTokens access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    @Operation(summary = "Create a personal access token", description = "For the caller, at exactly one server that an owner opened to such "
            + "tokens. The token is shown once. It is a connection of the client personal-access-token: list it at /me/connections, revoke "
            + "it at /connections/{connectionId}/revoke. Needs a login of the last five minutes.")
    @OnceOnly
    @PostMapping("/api/v1/orgs/{orgId}/tokens/personal")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Shown> make(@AuthenticationPrincipal Passport caller, @PathVariable String orgId,
            @Valid @RequestBody TokenRequest request) {
        StepUp.require(caller, clock.instant());
        var created = access.create(orgId, caller.actor().id(), request.serverId(), new TreeSet<>(request.scopes()), request.days());
        var opens = created.opens();
        return Accepted.created(created.receipt(), "/api/v1/orgs/" + orgId + "/connections/" + opens.connectionId(),
                new Shown(opens.connectionId(), created.token(), opens.resource(), opens.scopes(), opens.expiresAt()));
    }

    record TokenRequest(@NotBlank @Size(max = Limits.ID) String serverId,
            @NotNull @Size(max = Limits.SCOPES) List<@NotBlank @Size(max = Limits.TERM) String> scopes,
            @NotNull @Min(1) @Max(Limits.PERSONAL_TOKEN_DAYS) Integer days) {
    }

    /** @param id of the connection */
    record Shown(String id, String token, String resource, SortedSet<String> scopes, Instant expiresAt) {
        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "Shown[" + id + "]";
        }
    }
}
