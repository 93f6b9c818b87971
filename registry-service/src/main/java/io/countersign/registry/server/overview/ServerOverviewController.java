package io.countersign.registry.server.overview;

import io.countersign.registry.authority.Visibility;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
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

/** The servers a caller may see. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/servers")
class ServerOverviewController {
    private final Listing<ServerOverview> servers;

    ServerOverviewController(Views views) {
        this.servers = new Listing<>(views.of(ServerOverview.class));
    }

    @GetMapping
    Page<Item<ServerOverview>> list(@PathVariable String orgId, @ModelAttribute Filter filter, PageRequest page, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return servers.list(Visibility.of(caller).criteria("projectId"), after, page, filter.criteria());
    }

    @GetMapping("/{serverId}")
    ResponseEntity<Item<ServerOverview>> get(@PathVariable String serverId, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return servers.get(serverId, after, Visibility.of(caller).criteria("projectId"));
    }

    @Operation(summary = "Tell how people connect their MCP clients to the server", description = "For clients that register themselves "
            + "or are known by their address, where the server takes such; host narrows it to one program.")
    @GetMapping("/{serverId}/setup")
    ResponseEntity<List<HostSetup>> setup(@PathVariable String serverId, @RequestParam(required = false) @Nullable Host host,
            Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        return servers.get(serverId, after, Visibility.of(caller).criteria("projectId"),
                row -> SetupTexts.of(new Connection(row.value().slug(), row.value().resource(), null), host));
    }

    /** What the list may be narrowed to. */
    record Filter(@Nullable Status status, @Nullable String projectId, @Nullable String q) {
        enum Status {
            ACTIVE, DISABLED, DELETED
        }

        Criteria criteria() {
            return Criteria.and(Listing.is("status", status), Listing.is("projectId", projectId), Listing.contains("name", q));
        }
    }
}
