package io.countersign.token.connection;

import io.countersign.events.criteria.Criteria;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Who may see and end which connections (C26): owners all, auditors see all, project admins those of their projects, everyone their own.
 * One predicate for lists, single reads and revocations; what one may not see does not exist.
 */
@Component
public class ConnectionRights {
    private static final String PROJECT_ADMIN = "project-admin:";
    private final Connections connections;

    ConnectionRights(Connections connections) {
        this.connections = connections;
    }

    /** The connections of the organization that the caller may see, for rows and {@link Parties} alike. */
    public Criteria visible(Passport caller, String organizationId) {
        var all = Criteria.equal("organizationId", organizationId);
        return caller.has("owner") || caller.has("auditor")
                ? all
                : Criteria.and(all, Criteria.or(Criteria.in("projectId", projects(caller)), own(caller)));
    }

    /** The caller's own connections in the organization, whatever else the caller may see. */
    public Criteria mine(Passport caller, String organizationId) {
        return Criteria.and(Criteria.equal("organizationId", organizationId), own(caller));
    }

    /** @throws Problem when there is no such connection for the caller, or the caller may look at it only */
    public Parties endable(Passport caller, String organizationId, String connectionId) {
        var parties = connections.load(connectionId).state().known().filter(visible(caller, organizationId)::matches)
                .orElseThrow(Problem::notFound);
        if (!ends(caller, parties)) {
            throw Problem.forbidden();
        }
        return parties;
    }

    private static boolean ends(Passport caller, Parties parties) {
        return caller.has("owner") || projects(caller).contains(parties.projectId())
                || (parties.subjectType() == SubjectType.MEMBER && parties.subjectId().equals(caller.actor().id()));
    }

    private static Criteria own(Passport caller) {
        return Criteria.and(Criteria.equal("subjectType", SubjectType.MEMBER.name()), Criteria.equal("subjectId", caller.actor().id()));
    }

    private static Set<String> projects(Passport caller) {
        return caller.roles().stream().filter(role -> role.startsWith(PROJECT_ADMIN)).map(role -> role.substring(PROJECT_ADMIN.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
