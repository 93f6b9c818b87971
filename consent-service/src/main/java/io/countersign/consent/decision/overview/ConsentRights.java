package io.countersign.consent.decision.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.consent.decision.ConsentParties;
import io.countersign.consent.decision.Consents;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import java.util.Set;
import java.util.stream.Collectors;
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

    Criteria visible(Passport caller, String organizationId) {
        var all = Criteria.equal("organizationId", organizationId);
        return caller.has("owner") || caller.has("auditor")
                ? all
                : Criteria.and(all, Criteria.or(Criteria.in("serverId", serversOf(projects(caller))), own(caller)));
    }

    Criteria own(Passport caller) {
        return caller.actor().type() == Actor.Type.MEMBER ? Criteria.equal("userId", caller.actor().id()) : Criteria.nothing();
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

    private Set<String> serversOf(Set<String> projects) {
        return projects.isEmpty()
                ? Set.of()
                : servers.all(Criteria.in("projectId", projects)).map(Row::aggregateId).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> projects(Passport caller) {
        return caller.roles().stream().filter(role -> role.startsWith(PROJECT_ADMIN)).map(role -> role.substring(PROJECT_ADMIN.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
