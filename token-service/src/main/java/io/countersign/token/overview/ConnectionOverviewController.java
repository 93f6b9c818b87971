package io.countersign.token.overview;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.countersign.events.command.Receipt;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.Views;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.overview.ListOrders.Sorting;
import io.countersign.token.overview.ConnectionItems.Item;
import io.countersign.token.overview.ConnectionSearch.ConnectionPage;
import io.countersign.token.overview.ConnectionSearch.Question;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists connections and shows one. */
@RestController
class ConnectionOverviewController {
    private final Listing<ConnectionOverview> connections;
    private final ConnectionSearch search;
    private final ConnectionItems items;
    private final ConnectionRights rights;

    ConnectionOverviewController(Views views, ConnectionSearch search, ConnectionItems items, ConnectionRights rights) {
        this.connections = new Listing<>(views.of(ConnectionOverview.class));
        this.search = search;
        this.items = items;
        this.rights = rights;
    }

    @GetMapping("/api/v1/orgs/{orgId}/connections")
    ConnectionPage list(@AuthenticationPrincipal Passport caller, @PathVariable String orgId,
            @Valid @ModelAttribute ConnectionFilter filter, @Valid @ModelAttribute Sorting sorting, @Valid @ModelAttribute Counted counted,
            PageRequest page, Optional<Receipt> receipt) {
        return search.page(orgId, rights.visible(caller, orgId), new Question(filter, sorting, counted.asked()), page, receipt);
    }

    /** What the caller's own clients may reach; a member needs no role for it. */
    @GetMapping("/api/v1/orgs/{orgId}/me/connections")
    ConnectionPage mine(@AuthenticationPrincipal Passport caller, @PathVariable String orgId,
            @Valid @ModelAttribute ConnectionFilter filter, @Valid @ModelAttribute Sorting sorting, @Valid @ModelAttribute Counted counted,
            PageRequest page, Optional<Receipt> receipt) {
        return search.page(orgId, rights.mine(caller, orgId), new Question(filter, sorting, counted.asked()), page, receipt);
    }

    @GetMapping("/api/v1/orgs/{orgId}/connections/{connectionId}")
    ResponseEntity<Details> get(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String connectionId,
            Optional<Receipt> receipt) {
        var visible = rights.visible(caller, orgId);
        return connections.get(connectionId, receipt, visible,
                row -> new Details(items.of(orgId, row), search.successors(visible, connectionId, receipt)));
    }

    /** @param successorIds the connections that were authorized in its place, the newest first, as far as the caller may see them */
    record Details(@JsonUnwrapped Item connection, List<String> successorIds) {
    }

    /** @param facets by which the filtered connections are counted as well */
    record Counted(@Schema(description = "By what to count as well, each without its own filter") @Nullable List<@NotNull Facet> facets) {
        List<Facet> asked() {
            return Objects.requireNonNullElse(facets, List.of());
        }
    }
}
