package io.countersign.registry.project.overview;

import io.countersign.registry.authority.Visibility;
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

/** The projects a caller may see. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/projects")
class ProjectOverviewController {
    private final Listing<ProjectOverview> projects;

    ProjectOverviewController(Views views) {
        this.projects = new Listing<>(views.of(ProjectOverview.class));
    }

    @GetMapping
    Page<Item<ProjectOverview>> list(@PathVariable String orgId, @ModelAttribute Filter filter, PageRequest page, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return projects.list(Visibility.of(caller).criteria("id"), after, page, filter.criteria());
    }

    @GetMapping("/{projectId}")
    ResponseEntity<Item<ProjectOverview>> get(@PathVariable String projectId, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return projects.get(projectId, after, Visibility.of(caller).criteria("id"));
    }

    /** What the list may be narrowed to. */
    record Filter(@Nullable Status status, @Nullable String q) {
        enum Status {
            ACTIVE, ARCHIVED
        }

        Criteria criteria() {
            return Criteria.and(Listing.is("status", status), Listing.contains("name", q));
        }
    }
}
