package io.countersign.registry.client.overview;

import io.countersign.registry.authority.Visibility;
import io.countersign.registry.client.Approval;
import io.countersign.registry.client.overview.ClientOverview.Secret;
import io.countersign.registry.refusal.Refused;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.registry.server.ServerDetails;
import io.countersign.registry.server.Servers;
import io.countersign.registry.setup.Connection;
import io.countersign.registry.setup.Host;
import io.countersign.registry.setup.HostSetup;
import io.countersign.registry.setup.SetupTexts;
import io.countersign.web.passport.Passport;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.Listing.Item;
import io.countersign.events.projection.Views;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The clients a caller may see, and what may be told of their secrets. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/clients")
class ClientOverviewController {
    private static final String GROUP = "shownAs.group";
    private final Listing<ClientOverview> clients;
    private final Servers servers;

    ClientOverviewController(Views views, Servers servers) {
        this.clients = new Listing<>(views.of(ClientOverview.class));
        this.servers = servers;
    }

    @GetMapping
    Page<Item<ClientOverview>> list(@PathVariable String orgId, @ModelAttribute Filter filter, PageRequest page, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return clients.list(Visibility.of(caller).criteria("projectId"), after, page, filter.criteria());
    }

    @Operation(summary = "List the clients, those that say they are the same software as one", description = "By software_id and "
            + "software_version, or by name and the sites they go back to: by their own word, so that this is for reading only; no approval and "
            + "no consent holds for a group. What an owner registered, and what is known by an address, is one of its kind. "
            + "The clients of one are listed with group.")
    @GetMapping("/groups")
    Page<SoftwareGroup> groups(@PathVariable String orgId, @ModelAttribute Filter filter, PageRequest page, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return clients.groups(Visibility.of(caller).criteria("projectId"), after, page, GROUP, filter.criteria()).map(SoftwareGroup::of);
    }

    @GetMapping("/{clientId}")
    ResponseEntity<Item<ClientOverview>> get(@PathVariable String clientId, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return clients.get(clientId, after, Visibility.of(caller).criteria("projectId"));
    }

    @GetMapping("/{clientId}/secrets")
    Page<Secret> secrets(@PathVariable String clientId, Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        var client = Optional.ofNullable(get(clientId, after, caller).getBody()).orElseThrow(Refused::unknown);
        return new Page<>(client.value().secrets(), null);
    }

    @Operation(summary = "Tell how people connect with the client", description = "For the server serverId, or for the only one it is bound "
            + "to; host narrows it to one program. Where a program goes back to and the client is not registered for, the answer says so.")
    @GetMapping("/{clientId}/setup")
    ResponseEntity<List<HostSetup>> setup(@PathVariable String clientId, @RequestParam(required = false) @Nullable String serverId,
            @RequestParam(required = false) @Nullable Host host, Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        return clients.get(clientId, after, Visibility.of(caller).criteria("projectId"), row -> SetupTexts.of(
                connection(row.value(), servers.find(row.value().server(serverId)).orElseThrow(Refused::unknown).state().details()), host));
    }

    private static Connection connection(ClientOverview client, ServerDetails server) {
        return new Connection(server.slug(), server.resource(),
                new Connection.Client(client.identifier(), !client.secrets().isEmpty(), client.redirectUris()));
    }

    /** What the list may be narrowed to. */
    record Filter(@Nullable Status status, @Nullable Method registrationMethod, @Nullable Approval approval, @Nullable String projectId,
            @Nullable String q, @Nullable String group) {
        enum Status {
            ACTIVE, DISABLED, REVOKED, DELETED
        }

        /** How a client came to be registered. */
        enum Method {
            MANUAL, DCR, CIMD
        }

        Criteria criteria() {
            return Criteria.and(Listing.is("status", status), Listing.is("registrationMethod", registrationMethod),
                    Listing.is("approvals.state", approval), Listing.is("projectId", projectId),
                    Listing.contains("name", q), Listing.is(GROUP, group));
        }
    }
}
