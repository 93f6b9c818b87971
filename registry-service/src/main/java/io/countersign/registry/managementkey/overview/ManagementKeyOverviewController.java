package io.countersign.registry.managementkey.overview;

import io.countersign.registry.authority.Visibility;
import io.countersign.events.command.Receipt;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The management keys of an organization, for those who see all of it. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/management-keys")
class ManagementKeyOverviewController {
    private final Listing<ManagementKeyOverview> keys;

    ManagementKeyOverviewController(Views views) {
        this.keys = new Listing<>(views.of(ManagementKeyOverview.class));
    }

    @GetMapping
    Page<Item<ManagementKeyOverview>> list(@PathVariable String orgId, @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String q, PageRequest page, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return keys.list(Visibility.ofEverything(caller).filter("id"), after, page, Listing.is("status", status),
                Listing.contains("name", q));
    }

    @GetMapping("/{keyId}")
    ResponseEntity<Item<ManagementKeyOverview>> get(@PathVariable String keyId, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        var sight = Visibility.ofEverything(caller);
        return keys.get(keyId, after, row -> sight.organizationId().equals(row.organizationId()));
    }
}
