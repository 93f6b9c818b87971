package io.countersign.registry.server;

import io.countersign.web.api.Limits;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.contract.ServerScope;
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.registry.contract.UnknownClients;
import io.countersign.registry.contract.UpstreamTimeouts;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.server.McpServerCommand.ChangeServer;
import io.countersign.registry.server.McpServerCommand.DeleteServer;
import io.countersign.registry.server.McpServerCommand.DisableServer;
import io.countersign.registry.server.McpServerCommand.EnableServer;
import io.countersign.registry.server.McpServerCommand.RegisterServer;
import io.countersign.registry.server.McpServerCommand.RevokeConnectionsOfServer;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.web.passport.Passport;
import io.countersign.events.command.Accepted;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

/** Changes to MCP servers. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/servers")
class ServerController {
    private final Commands commands;
    private final Ids ids;
    private final Organizations organizations;
    private final ResourceUris resources;
    private final Upstreams upstreams;

    ServerController(Commands commands, Ids ids, Organizations organizations, ResourceUris resources, Upstreams upstreams) {
        this.commands = commands;
        this.ids = ids;
        this.organizations = organizations;
        this.resources = resources;
        this.upstreams = upstreams;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Registered> register(@PathVariable String orgId, @Valid @RequestBody RegisterRequest request,
            @AuthenticationPrincipal Passport caller) {
        var by = Authority.of(caller);
        var organization = organizations.find(by.organizationId()).orElseThrow(Refused::unknown).state();
        var resource = resources.of(organization.slug(), request.slug());
        var id = ids.next("srv");
        var receipt = commands.send(new RegisterServer(id, request.projectId(), request.slug(), request.name().strip(), resource,
                upstreams.require(request.upstreamUrl()), ScopeRequest.all(request.scopes()), orEmpty(request.challengeScopes()),
                sorted(request.toolScopes()),
                SessionRequest.merged(request.session(), organization.settings().session()), TimeoutRequest.given(request.timeouts()),
                Boolean.TRUE.equals(request.listOnlyCallableTools()), by));
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/servers/" + id, new Registered(id, request.slug(), resource));
    }

    @PatchMapping("/{serverId}")
    ResponseEntity<Void> change(@PathVariable String serverId, @Valid @RequestBody ChangeRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new ChangeServer(serverId, request.name(),
                Optional.ofNullable(request.upstreamUrl()).map(upstreams::require).orElse(null),
                Optional.ofNullable(request.scopes()).map(ScopeRequest::all).orElse(null), request.challengeScopes(),
                Optional.ofNullable(request.toolScopes()).map(ServerController::sorted).orElse(null),
                Optional.ofNullable(request.session()).map(session -> SessionRequest.merged(session, SessionPolicy.DEFAULT)).orElse(null),
                Optional.ofNullable(request.timeouts()).map(TimeoutRequest::given).orElse(null), request.unknownClients(),
                request.domains(), request.listOnlyCallableTools(),
                Authority.of(caller))));
    }

    @PostMapping("/{serverId}/enable")
    ResponseEntity<Void> enable(@PathVariable String serverId, @Valid @RequestBody(required = false) @Nullable StatedReason reason,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new EnableServer(serverId, StatedReason.of(reason), Authority.of(caller))));
    }

    @PostMapping("/{serverId}/disable")
    ResponseEntity<Void> disable(@PathVariable String serverId, @Valid @RequestBody(required = false) @Nullable StatedReason reason,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new DisableServer(serverId, StatedReason.of(reason), Authority.of(caller))));
    }

    @Operation(summary = "Revoke whatever was authorized for the server", description = "Every connection to the server is dead at once and for ever; the server itself goes on.")
    @PostMapping("/{serverId}/revoke-all")
    ResponseEntity<Void> revokeAll(@PathVariable String serverId, @Valid @RequestBody CutRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RevokeConnectionsOfServer(serverId, request.reasonCode(), Authority.of(caller))));
    }

    /** The body of DELETE means nothing (RFC 9110 section 9.3.5), so confirmation and reason stand in the query. */
    @Operation(summary = "Delete the server for ever", description = "Whoever calls, person or key, confirms with the server's exact name; "
            + "another name is 422 name_mismatch and changes nothing.")
    @DeleteMapping("/{serverId}")
    ResponseEntity<Void> delete(@PathVariable String serverId, @RequestParam String confirm,
            @RequestParam(required = false) @Nullable ReasonCode reasonCode, @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new DeleteServer(serverId, confirm, StatedReason.of(reasonCode), Authority.of(caller))));
    }

    private static List<String> orEmpty(@Nullable List<String> scopes) {
        return scopes == null ? List.of() : List.copyOf(scopes);
    }

    private static SortedMap<String, List<String>> sorted(@Nullable Map<String, List<String>> toolScopes) {
        return toolScopes == null ? new TreeMap<>() : new TreeMap<>(toolScopes);
    }

    /** @param listOnlyCallableTools whether {@code tools/list} leaves out the tools whose scopes the caller's token does not have */
    record RegisterRequest(@NotBlank @Size(max = Limits.ID) String projectId, @NotNull @Pattern(regexp = Slug.PATTERN) String slug,
            @NotBlank @Size(max = Limits.NAME) String name, @NotBlank @Size(max = Limits.URI) String upstreamUrl,
            @NotNull @Size(max = Limits.SCOPES) List<@Valid @NotNull ScopeRequest> scopes,
            @Nullable @Size(max = Limits.SCOPES) List<@NotBlank @Size(max = Limits.TERM) String> challengeScopes,
            @Nullable @Size(max = Limits.TOOLS) Map<@NotBlank @Size(max = Limits.TERM) String, @NotNull @Size(max = Limits.SCOPES) List<@NotBlank @Size(max = Limits.TERM) String>> toolScopes,
            @Nullable @Valid SessionRequest session, @Nullable @Valid TimeoutRequest timeouts, @Nullable Boolean listOnlyCallableTools) {
    }

    /**
     * @param unknownClients what becomes of clients that no owner registered; only an owner opens a server to them
     * @param clientDomains  for {@code BY_DOMAIN}: hosts such as {@code claude.ai}; {@code *.example.com} are those below it and not itself
     * @param listOnlyCallableTools whether {@code tools/list} leaves out the tools whose scopes the caller's token does not have
     */
    record ChangeRequest(@Nullable @Size(min = 1, max = Limits.NAME) @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*") String name,
            @Nullable @Size(max = Limits.URI) String upstreamUrl,
            @Nullable @Size(max = Limits.SCOPES) List<@Valid @NotNull ScopeRequest> scopes,
            @Nullable @Size(max = Limits.SCOPES) List<@NotBlank @Size(max = Limits.TERM) String> challengeScopes,
            @Nullable @Size(max = Limits.TOOLS) Map<@NotBlank @Size(max = Limits.TERM) String, @NotNull @Size(max = Limits.SCOPES) List<@NotBlank @Size(max = Limits.TERM) String>> toolScopes,
            @Nullable @Valid SessionRequest session, @Nullable @Valid TimeoutRequest timeouts,
            @Nullable UnknownClients unknownClients,
            @Nullable @Size(max = Limits.CLIENT_DOMAINS) List<@NotNull @Size(max = 255) @Pattern(regexp = "(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+") String> clientDomains,
            @Nullable Boolean listOnlyCallableTools) {
        @Nullable
        List<String> domains() {
            return clientDomains == null ? null : clientDomains.stream().distinct().toList();
        }
    }

    /** RFC 6749 section 3.3 says which characters a scope may have. */
    record ScopeRequest(@NotNull @Size(max = Limits.TERM) @Pattern(regexp = "[\\x21\\x23-\\x5B\\x5D-\\x7E]+") String name,
            @Nullable @Size(max = Limits.DESCRIPTION) String description, @Nullable Boolean required) {
        static List<ServerScope> all(List<ScopeRequest> scopes) {
            return scopes.stream().map(scope -> new ServerScope(scope.name,
                    scope.description == null ? "" : scope.description, Boolean.TRUE.equals(scope.required))).toList();
        }
    }

    record SessionRequest(
            @Nullable @Min(Limits.ACCESS_TOKEN_SECONDS_MIN) @Max(Limits.ACCESS_TOKEN_SECONDS_MAX) Long accessTokenSeconds,
            @Nullable @Min(Limits.IDLE_SECONDS_MIN) @Max(Limits.IDLE_SECONDS_MAX) Long idleSeconds,
            @Nullable @Min(Limits.ABSOLUTE_SECONDS_MIN) @Max(Limits.ABSOLUTE_SECONDS_MAX) Long absoluteSeconds,
            @Nullable @Min(0) @Max(Limits.REFRESH_GRACE_SECONDS_MAX) Long refreshGraceSeconds,
            @Nullable @Min(0) @Max(Limits.PERSONAL_TOKEN_DAYS) Integer personalTokenDays) {
        /** @param defaults what stands where nothing is given at all, and for what a policy cannot do without */
        static SessionPolicy merged(@Nullable SessionRequest request, SessionPolicy defaults) {
            return request == null
                    ? defaults
                    : new SessionPolicy(request.accessTokenSeconds == null ? defaults.accessSeconds() : request.accessTokenSeconds,
                            request.idleSeconds == null ? defaults.idleSeconds() : request.idleSeconds, request.absoluteSeconds,
                            request.refreshGraceSeconds, Integer.valueOf(0).equals(request.personalTokenDays)
                                    ? null
                                    : request.personalTokenDays);
        }
    }

    /** What is not given is left to the gateway. */
    record TimeoutRequest(@Nullable @Min(1) @Max(Limits.ANSWER_SECONDS_MAX) Long answerSeconds,
            @Nullable @Min(1) @Max(Limits.PIECE_SECONDS_MAX) Long pieceSeconds,
            @Nullable @Min(0) @Max(Limits.CONNECTION_IDLE_SECONDS_MAX) Long idleSeconds) {
        static UpstreamTimeouts given(@Nullable TimeoutRequest request) {
            return request == null
                    ? UpstreamTimeouts.DEFAULT
                    : new UpstreamTimeouts(request.answerSeconds, request.pieceSeconds, request.idleSeconds);
        }
    }

    /** @param reasonCode why, for the record */
    record CutRequest(@NotNull ReasonCode reasonCode) {
    }

    record Registered(String id, String slug, String resource) {
    }
}
