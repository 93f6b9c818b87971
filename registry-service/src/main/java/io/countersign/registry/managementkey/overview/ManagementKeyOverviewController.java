package io.countersign.registry.managementkey.overview;

import io.countersign.registry.authority.Visibility;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.managementkey.KeyUsage;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.refusal.Refused;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.web.passport.Passport;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The management keys of an organization, for those who see all of it: who answers for each, and when it was last used. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/management-keys")
class ManagementKeyOverviewController {
    private final Listing<ManagementKeyOverview> keys;
    private final KeyUsage uses;
    private final Organizations organizations;
    private final Clock clock;

    ManagementKeyOverviewController(Views views, KeyUsage uses, Organizations organizations, Clock clock) {
        this.keys = new Listing<>(views.of(ManagementKeyOverview.class));
        this.uses = uses;
        this.organizations = organizations;
        this.clock = clock;
    }

    @GetMapping
    Page<Item> list(@PathVariable String orgId, @ModelAttribute Filter filter, PageRequest page, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        var visibility = Visibility.ofEverything(caller);
        var rows = keys.rows(visibility.criteria("id"), after, page, filter.criteria());
        var joined = joined(visibility, rows.items().stream().map(Row::aggregateId).toList());
        return rows.map(joined::item);
    }

    @GetMapping("/{keyId}")
    ResponseEntity<Item> get(@PathVariable String keyId, Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        var visibility = Visibility.ofEverything(caller);
        return keys.get(keyId, after, visibility.criteria("id"),
                row -> joined(visibility, List.of(row.aggregateId())).item(row));
    }

    private Joined joined(Visibility visibility, List<String> keyIds) {
        var organization = organizations.find(visibility.organizationId()).orElseThrow(Refused::unknown).state();
        return new Joined(organization.owners(), uses.of(keyIds), clock.instant());
    }

    /** What is not in the row: the owners of now, the uses, the time. */
    private record Joined(Set<String> owners, Map<String, Instant> uses, Instant now) {
        Item item(Row<ManagementKeyOverview> row) {
            var key = row.value();
            return new Item(key.id(), key.name(), key.roles(), status(key), key.reasonCode(), key.expiresAt(), key.createdAt(),
                    key.createdBy(), key.makerId(), key.rotatedAt(), uses.get(key.id()), row.sequence());
        }

        private String status(ManagementKeyOverview key) {
            var expired = key.expiresAt() != null && !now.isBefore(key.expiresAt());
            var suspended = key.makerId() != null && !owners.contains(key.makerId());
            return !key.status().equals("ACTIVE") ? key.status() : expired ? "EXPIRED" : suspended ? "SUSPENDED" : "ACTIVE";
        }
    }

    /**
     * A management key as lists show it.
     *
     * @param status     {@code ACTIVE}, {@code SUSPENDED} since its maker left or while they are no owner, {@code EXPIRED} or {@code REVOKED}
     * @param createdBy  who made it
     * @param makerId    the owner who answers for it now: its maker, or who rotated it last
     * @param lastUsedAt to the minute
     */
    record Item(String id, String name, List<String> roles, String status, @Nullable ReasonCode reasonCode, @Nullable Instant expiresAt,
            Instant createdAt, String createdBy, @Nullable String makerId, @Nullable Instant rotatedAt, @Nullable Instant lastUsedAt,
            long version) {
    }

    /** What the list may be narrowed to; of states those that are recorded. */
    record Filter(@Nullable Status status, @Nullable String q) {
        enum Status {
            ACTIVE, SUSPENDED, REVOKED
        }

        Criteria criteria() {
            return Criteria.and(Listing.is("status", status), Listing.contains("name", q));
        }
    }
}
