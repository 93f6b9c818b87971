package io.countersign.token.connection;

import io.countersign.events.criteria.Criteria;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import org.springframework.stereotype.Component;

/**
 * Who may see and end which connections (C26): owners all, auditors see all, project admins those of their projects, everyone their own.
 * One predicate for lists, single reads and revocations; what one may not see does not exist.
 */
@Component
public class ConnectionRights {
    private final Connections connections;

    ConnectionRights(Connections connections) {
        this.connections = connections;
    }

    /** The connections of the organization that the caller may see, for whatever has {@link Parties}. */
    public Criteria visible(Passport caller, String organizationId) {
        return caller.has("auditor") ? all(organizationId) : endable(caller, organizationId);
    }

    /** The caller's own connections in the organization, whatever else the caller may see. */
    public Criteria mine(Passport caller, String organizationId) {
        return Criteria.and(all(organizationId), own(caller));
    }

    /** @throws Problem when there is no such connection for the caller, or the caller may look at it only */
    public Parties endable(Passport caller, String organizationId, String connectionId) {
        var row = seen(caller, organizationId, connectionId);
        if (!endable(caller, organizationId).matches(row)) {
            throw Problem.forbidden();
        }
        return row.parties();
    }

    /**
     * That the caller is a platform operator, who ends connections whose organization shows them nothing (domain.md 2.8).
     *
     * @throws Problem when the caller is none, or there is no such connection
     */
    public Parties breakable(Passport caller, String organizationId, String connectionId) {
        requireOperator(caller);
        return connections.load(connectionId).state().known().filter(parties -> parties.organizationId().equals(organizationId))
                .orElseThrow(Problem::notFound);
    }

    /** @throws Problem when the caller is no platform operator */
    public static void requireOperator(Passport caller) {
        if (!caller.has("operator")) {
            throw Problem.forbidden();
        }
    }

    /** @throws Problem when there is no such connection for the caller */
    public void requireVisible(Passport caller, String organizationId, String connectionId) {
        seen(caller, organizationId, connectionId);
    }

    private Row seen(Passport caller, String organizationId, String connectionId) {
        return connections.load(connectionId).state().known().map(Row::new).filter(visible(caller, organizationId)::matches)
                .orElseThrow(Problem::notFound);
    }

    /** Those that the caller may end. */
    public Criteria endable(Passport caller, String organizationId) {
        return caller.has("owner")
                ? all(organizationId)
                : Criteria.and(all(organizationId), Criteria.or(Criteria.in("parties.projectId", caller.projects()), own(caller)));
    }

    private static Criteria all(String organizationId) {
        return Criteria.equal("parties.organizationId", organizationId);
    }

    private static Criteria own(Passport caller) {
        return Criteria.and(Criteria.equal("parties.subjectType", SubjectType.MEMBER.name()),
                Criteria.equal("parties.subjectId", caller.actor().id()));
    }

    /** As a row of a list has them. */
    private record Row(Parties parties) {
    }
}
