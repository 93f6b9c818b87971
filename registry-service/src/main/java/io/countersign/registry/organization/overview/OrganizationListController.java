package io.countersign.registry.organization.overview;

import io.countersign.events.command.Receipt;
import io.countersign.registry.authority.Operators;
import io.countersign.web.api.Limits;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Lists the organizations of the installation for platform operators. */
@RestController
class OrganizationListController {
    private final OrganizationDirectory organizations;

    OrganizationListController(OrganizationDirectory organizations) {
        this.organizations = organizations;
    }

    @Operation(summary = "List organizations", description = "For platform operators: all of the installation, the newest first, and nothing "
            + "of what is in them.")
    @GetMapping("/api/v1/orgs")
    Page<OrganizationRow> list(@Valid @ModelAttribute Filter filter, PageRequest page, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        Operators.requireOne(caller);
        return Page.of(organizations.all(after, page.place()).filter(filter::admits).limit(page.limit() + 1L).toList(), page,
                OrganizationRow::id);
    }

    /** What the list may be narrowed to. */
    record Filter(@Nullable Status status,
            @Schema(description = "A part of the name or of the slug, whatever the case of the letters") @Nullable @Size(max = Limits.NAME) String q) {
        enum Status {
            ACTIVE, SUSPENDED, CLOSED
        }

        boolean admits(OrganizationRow row) {
            return (status == null || row.status().equals(status.name())) && (q == null || q.isBlank() || Stream.of(row.name(), row.slug())
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(q.strip().toLowerCase(Locale.ROOT))));
        }
    }
}
