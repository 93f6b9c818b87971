package io.countersign.registry.server.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.Views;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.UnknownClients;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.setup.Connection;
import io.countersign.registry.setup.Host;
import io.countersign.registry.setup.HostSetup;
import io.countersign.registry.setup.SetupTexts;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How a member connects the MCP clients that nobody registered for them (MG-16). */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/me/setup")
class MemberSetupController {
    private static final Criteria OPEN = Criteria.and(Criteria.equal("status", "ACTIVE"), Criteria.in("unknownClients",
            Set.of(UnknownClients.AUTOMATIC.name(), UnknownClients.BY_DOMAIN.name(), UnknownClients.APPROVAL.name())));
    private final Listing<ServerOverview> servers;

    private final Organizations organizations;

    MemberSetupController(Views views, Organizations organizations) {
        this.servers = new Listing<>(views.of(ServerOverview.class));
        this.organizations = organizations;
    }

    @Operation(summary = "Tell how I connect my MCP clients", description = "For each server that is enabled and takes clients that no "
            + "owner registered, approved by an owner or at once: the programs that come to be known in a way that the organization has open. "
            + "host narrows the texts to one program.")
    @GetMapping
    Page<ServerSetup> ownSetup(@PathVariable String orgId, @RequestParam(required = false) @Nullable Host host, PageRequest page,
            Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        var organizationId = organizationOf(caller);
        var ways = organizations.find(organizationId).orElseThrow(Refused::unknown).state().registration();
        Predicate<Host> told = each -> (host == null || host == each) && ways.takes(each.document(), each.ownScheme());
        return servers.rows(Criteria.equal("organizationId", organizationId), after, page, OPEN)
                .map(row -> ServerSetup.of(row.value(), told));
    }

    private static String organizationOf(Passport caller) {
        if (!caller.has("member")) {
            throw Problem.forbidden();
        }
        return Authority.ofAnybody(caller).organizationId();
    }

    /**
     * @param resource address of the server
     * @param hosts    how each program is set up; empty where the organization has no way open by which one comes to be known
     */
    record ServerSetup(String serverId, String name, String resource, UnknownClients unknownClients, List<HostSetup> hosts) {
        static ServerSetup of(ServerOverview server, Predicate<Host> told) {
            return new ServerSetup(server.id(), server.name(), server.resource(), Objects.requireNonNull(server.unknownClients()),
                    SetupTexts.of(new Connection(server.slug(), server.resource(), null), told));
        }
    }
}
