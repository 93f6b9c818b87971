package io.countersign.registry.organization;

import io.countersign.web.api.Limits;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.Operators;
import io.countersign.registry.authority.StatedReason;
import io.countersign.registry.authority.Visibility;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.organization.OrganizationCommand.ChangeClientRegistration;
import io.countersign.registry.organization.OrganizationCommand.RenameOrganization;
import io.countersign.registry.organization.OrganizationCommand.ResumeOrganization;
import io.countersign.registry.organization.OrganizationCommand.SuspendOrganization;
import io.countersign.registry.refusal.Refused;
import io.countersign.events.command.Commands;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.web.passport.Passport;
import io.countersign.events.command.Accepted;
import io.countersign.web.api.Versions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An organization as its owner sees it: the one of the address, read from the log. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/organization")
class OrganizationController {
    private final Commands commands;
    private final Organizations organizations;
    private final Operators operators;

    OrganizationController(Commands commands, Organizations organizations, Operators operators) {
        this.commands = commands;
        this.organizations = organizations;
        this.operators = operators;
    }

    @GetMapping
    ResponseEntity<OrganizationView> get(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
        var found = Optional.of(Visibility.of(caller).organizationId()).flatMap(organizations::find).orElseThrow(Refused::unknown);
        return ResponseEntity.ok().eTag(Versions.etag(found.version())).body(OrganizationView.of(found));
    }

    @PatchMapping
    ResponseEntity<Void> rename(@PathVariable String orgId, @Valid @RequestBody RenameRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new RenameOrganization(Authority.ofOwner(caller).organizationId(), request.name())));
    }

    @Operation(summary = "Open or close the organization to clients that no owner registered", description = "Only an owner may. This "
            + "alone opens nothing: unknownClients of a server says what becomes of such a client there (RFC 7591, CIMD). All of it is "
            + "given each time.")
    @PutMapping("/client-registration")
    ResponseEntity<Void> change(@PathVariable String orgId, @Valid @RequestBody ClientRegistrationRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new ChangeClientRegistration(Authority.ofOwner(caller).organizationId(), request.dynamic(),
                request.privateUseRedirects(), request.metadataDocuments(), request.protectedRegistration())));
    }

    @Operation(summary = "Suspend the organization", description = "For platform operators who signed in a moment ago (C-3): refuses "
            + "every call of its clients until it is resumed.")
    @PostMapping("/suspend")
    ResponseEntity<Void> suspend(@PathVariable String orgId, @Valid @RequestBody SuspendRequest request,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new SuspendOrganization(operators.organization(caller), request.reasonCode())));
    }

    @Operation(summary = "Resume the organization", description = "For platform operators who signed in a moment ago (C-3): what was "
            + "authorized before it was suspended goes on.")
    @PostMapping("/resume")
    ResponseEntity<Void> resume(@PathVariable String orgId, @Valid @RequestBody(required = false) @Nullable StatedReason reason,
            @AuthenticationPrincipal Passport caller) {
        return Accepted.done(commands.send(new ResumeOrganization(operators.organization(caller), StatedReason.of(reason))));
    }

    record RenameRequest(@NotBlank @Size(max = Limits.NAME) String name) {
    }

    /**
     * @param dynamic             whether clients may register themselves
     * @param privateUseRedirects whether with redirect URIs of a scheme of their own
     * @param metadataDocuments   whether clients may be known by the address of their metadata document
     * @param protectedRegistration        whether those that register themselves need an initial access token
     */
    record ClientRegistrationRequest(@NotNull Boolean dynamic, @NotNull Boolean privateUseRedirects,
            @NotNull Boolean metadataDocuments, @NotNull Boolean protectedRegistration) {
    }

    record SuspendRequest(@NotNull ReasonCode reasonCode) {
    }

    record OrganizationView(String id, String slug, String name, String status, ClientRegistration clientRegistration,
            long version) {
        static OrganizationView of(Loaded<OrganizationState.Existing> found) {
            var organization = found.state();
            return new OrganizationView(organization.organizationId(), organization.slug(), organization.name(), organization.status(),
                    organization.registration(), found.version());
        }
    }
}
