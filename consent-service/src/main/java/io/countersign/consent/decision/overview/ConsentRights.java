package io.countersign.consent.decision.overview;

import com.mongodb.client.model.Filters;
import io.countersign.consent.decision.ConsentParties;
import io.countersign.consent.decision.Consents;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import io.countersign.web.api.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may see and withdraw which consents (C26): owners all, auditors see all, project admins those for their projects' servers, everyone
 * their own. One predicate for lists and withdrawals; what one may not see does not exist.
 */
@Component
class ConsentRights {
    private static final String PROJECT_ADMIN = "project-admin:";
    private final Consents consents;
    private final View<KnownServer> servers;

    ConsentRights(Consents consents, Views views) {
        this.consents = consents;
        this.servers = views.of(KnownServer.class);
    }

    Bson visible(Passport caller, String organizationId) {
        var all = Filters.eq("row.organizationId", organizationId);
        return caller.has("owner") || caller.has("auditor")
                ? all
                : Filters.and(all, Filters.or(Filters.in("row.serverId", serversOf(projects(caller))), own(caller)));
    }

    Bson own(Passport caller) {
        return caller.actor().type() == Actor.Type.MEMBER ? Filters.eq("row.userId", caller.actor().id()) : Filters.in("row.userId");
    }

    /** @throws Problem when there is no such consent for the caller, or the caller may look at it only */
    ConsentParties withdrawable(Passport caller, String organizationId, String consentId) {
        var parties = consents.find(consentId).state().known().filter(known -> known.organizationId().equals(organizationId))
                .filter(known -> caller.has("auditor") || ends(caller, known)).orElseThrow(Problem::notFound);
        if (!ends(caller, parties)) {
            throw Problem.forbidden();
        }
        return parties;
    }

    private boolean ends(Passport caller, ConsentParties parties) {
        return caller.has("owner") || caller.actor().equals(new Actor(Actor.Type.MEMBER, parties.userId()))
                || servers.find(parties.serverId()).map(server -> projects(caller).contains(server.value().projectId())).orElse(false);
    }

    private List<String> serversOf(Set<String> projects) {
        var found = new ArrayList<String>();
        @Nullable
        String cursor = null;
        do {
            var page = servers.list(Filters.in("row.projectId", projects), new PageRequest(PageRequest.MAX_LIMIT, cursor));
            page.items().forEach(row -> found.add(row.aggregateId()));
            cursor = page.nextCursor();
        } while (cursor != null && !projects.isEmpty());
        return found;
    }

    private static Set<String> projects(Passport caller) {
        return caller.roles().stream().filter(role -> role.startsWith(PROJECT_ADMIN)).map(role -> role.substring(PROJECT_ADMIN.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
