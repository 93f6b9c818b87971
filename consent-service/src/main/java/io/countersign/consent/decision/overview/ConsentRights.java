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
    private final Consents consents;
    private final View<KnownServer> servers;

    ConsentRights(Consents consents, Views views) {
        this.consents = consents;
        this.servers = views.of(KnownServer.class);
    }

    Criteria visible(Passport caller, String organizationId) {
        return caller.has("auditor") ? all(organizationId) : ended(caller, organizationId);
    }

    Criteria own(Passport caller) {
        return caller.actor().type() == Actor.Type.MEMBER ? Criteria.equal("userId", caller.actor().id()) : Criteria.nothing();
    }

    /** @throws Problem when there is no such consent for the caller, or the caller may look at it only */
    ConsentParties withdrawable(Passport caller, String organizationId, String consentId) {
        var parties = consents.find(consentId).state().known().filter(visible(caller, organizationId)::matches)
                .orElseThrow(Problem::notFound);
        if (!ended(caller, organizationId).matches(parties)) {
            throw Problem.forbidden();
        }
        return parties;
    }

    /** Those that the caller may end, for rows and {@link ConsentParties} alike. */
    private Criteria ended(Passport caller, String organizationId) {
        return caller.has("owner")
                ? all(organizationId)
                : Criteria.and(all(organizationId), Criteria.or(Criteria.in("serverId", serversOf(caller.projects())), own(caller)));
    }

    private static Criteria all(String organizationId) {
        return Criteria.equal("organizationId", organizationId);
    }

    private Set<String> serversOf(Set<String> projects) {
        return projects.isEmpty()
                ? Set.of()
                : servers.all(Criteria.in("projectId", projects)).map(Row::aggregateId).collect(Collectors.toUnmodifiableSet());
    }
}
