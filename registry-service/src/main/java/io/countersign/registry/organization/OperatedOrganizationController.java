package io.countersign.registry.organization;

import io.countersign.events.command.Accepted;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.events.command.Ids;
import io.countersign.registry.authority.Operators;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.organization.OrganizationCommand.AppointOwner;
import io.countersign.registry.organization.OrganizationCommand.CloseOrganization;
import io.countersign.registry.organization.OrganizationCommand.CreateOrganization;
import io.countersign.registry.server.Slug;
import io.countersign.web.api.Limits;
import io.countersign.web.passport.Passport;
import io.countersign.web.telemetry.CorrelationContext;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What platform operators alone decide of organizations: that there is one, that it is over, and who begins where nobody is left. */
@RestController
@RequestMapping("/api/v1/orgs")
class OperatedOrganizationController {
    private static final int OWNERS = 20;
    private static final String USER = "[A-Za-z0-9-]+";

    private final Commands commands;
    private final Ids ids;
    private final Operators operators;
    private final IdentityProviderOrganizations provider;

    OperatedOrganizationController(Commands commands, Ids ids, Operators operators, IdentityProviderOrganizations provider) {
        this.commands = commands;
        this.ids = ids;
        this.operators = operators;
        this.provider = provider;
    }

    @Operation(summary = "Create an organization", description = "For platform operators who signed in a moment ago (C-3). Its people are the "
            + "members of its organization at the identity provider; the owners named here are the first, and make others. "
            + "422 when the identity provider has no such organization, 503 when it does not answer.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Created> create(@Valid @RequestBody CreateRequest request, @AuthenticationPrincipal Passport caller) {
        operators.require(caller);
        provider.require(request.keycloakOrganizationId());
        var id = ids.next("org");
        var receipt = commands.send(new CreateOrganization(id, request.slug(), request.name().strip(), request.keycloakOrganizationId(),
                request.roles(), List.of()), ofTheNewOne(caller, id));
        return Accepted.created(receipt, "/api/v1/orgs/" + id + "/organization", new Created(id, request.slug()));
    }

    /** What happens to it stands in its own history from the first event on. */
    private static Cause ofTheNewOne(Passport caller, String organizationId) {
        var correlation = CorrelationContext.current().orElseGet(CorrelationContext::fresh).correlationId();
        return new Cause(caller.actor(), organizationId, correlation, correlation, null);
    }

    @Operation(summary = "Close the organization for ever", description = "For platform operators who signed in a moment ago (C-3), confirmed with "
            + "its exact name. Every call of its clients is refused, every connection ends, and nothing changes in it any more; its history "
            + "can be read. Its address is never given to another.")
    @PostMapping("/{orgId}/organization/close")
    ResponseEntity<Void> close(@PathVariable String orgId, @Valid @RequestBody CloseRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(
                commands.send(new CloseOrganization(operators.organization(caller), request.confirm(), request.reasonCode())));
    }

    @Operation(summary = "Appoint an owner where there is none", description = "For platform operators who signed in a moment ago (C-3): an "
            + "organization whose last owner left can be opened by nobody else. 409 has_owners where there is one.")
    @PostMapping("/{orgId}/organization/appoint-owner")
    ResponseEntity<Void> appoint(@PathVariable String orgId, @Valid @RequestBody AppointRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new AppointOwner(operators.organization(caller), request.userId(), request.reasonCode())));
    }

    /**
     * @param keycloakOrganizationId of its organization at the identity provider
     * @param ownerIds               ids of people at the identity provider
     */
    record CreateRequest(@NotNull @Pattern(regexp = Slug.PATTERN) String slug, @NotBlank @Size(max = Limits.NAME) String name,
            @NotBlank @Size(max = Limits.ID) @Pattern(regexp = USER) String keycloakOrganizationId,
            @NotEmpty @Size(max = OWNERS) List<@NotBlank @Size(max = Limits.ID) @Pattern(regexp = USER) String> ownerIds) {
        SortedMap<String, SortedSet<String>> roles() {
            var roles = new TreeMap<String, SortedSet<String>>();
            ownerIds.forEach(owner -> roles.put(owner, new TreeSet<>(List.of("owner"))));
            return roles;
        }
    }

    record Created(String id, String slug) {
    }

    record CloseRequest(@NotBlank @Size(max = Limits.NAME) String confirm, @NotNull ReasonCode reasonCode) {
    }

    record AppointRequest(@NotBlank @Size(max = Limits.ID) @Pattern(regexp = USER) String userId, @NotNull ReasonCode reasonCode) {
    }
}
