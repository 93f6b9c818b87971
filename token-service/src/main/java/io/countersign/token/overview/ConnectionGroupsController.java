package io.countersign.token.overview;

import io.countersign.events.command.Receipt;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.overview.GroupOrder.Grouping;
import io.countersign.token.overview.Groups.Group;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Passport;
import jakarta.validation.Valid;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists connections in groups: by client, as owners see them first (EL-04), by person, server or project. */
@RestController
class ConnectionGroupsController {
    private final Groups groups;
    private final ConnectionRights rights;

    ConnectionGroupsController(Groups groups, ConnectionRights rights) {
        this.groups = groups;
        this.rights = rights;
    }

    @GetMapping("/api/v1/orgs/{orgId}/connections/groups")
    Page<Group> list(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @Valid @ModelAttribute Grouping grouping,
            @Valid @ModelAttribute ConnectionFilter filter, PageRequest page, Optional<Receipt> receipt) {
        return groups.page(orgId, rights.visible(caller, orgId), filter, grouping, page, receipt);
    }
}
