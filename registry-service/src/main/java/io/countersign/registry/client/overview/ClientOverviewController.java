package io.countersign.registry.client.overview;

import io.countersign.registry.authority.Visibility;
import io.countersign.registry.client.Approval;
import io.countersign.registry.client.overview.ClientOverview.Secret;
import io.countersign.registry.refusal.Refused;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.web.passport.Passport;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.Listing.Item;
import io.countersign.events.projection.Views;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The clients a caller may see, and what may be told of their secrets. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/clients")
class ClientOverviewController {
    private final Listing<ClientOverview> clients;

    ClientOverviewController(Views views) {
        this.clients = new Listing<>(views.of(ClientOverview.class));
    }

    @GetMapping
    Page<Item<ClientOverview>> list(@PathVariable String orgId, @ModelAttribute Filter filter, PageRequest page, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return clients.list(Visibility.of(caller).criteria("projectId"), after, page, filter.criteria());
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

    /** What the list may be narrowed to. */
    record Filter(@Nullable Status status, @Nullable Approval approval, @Nullable String projectId, @Nullable String q) {
        enum Status {
            ACTIVE, DISABLED, REVOKED, DELETED
        }

        Criteria criteria() {
            return Criteria.and(Listing.is("status", status), Listing.is("approvals.state", approval), Listing.is("projectId", projectId),
                    Listing.contains("name", q));
        }
    }
}
