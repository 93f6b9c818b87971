package io.countersign.token.connection;

import com.mongodb.client.model.Filters;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import java.util.List;
import org.bson.conversions.Bson;
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

    /** The connections of the organization that the caller may see, as a filter over rows. */
    public Bson visible(Passport caller, String organizationId) {
        var all = Filters.eq("row.organizationId", organizationId);
        return caller.has("owner") || caller.has("auditor")
                ? all
                : Filters.and(all, Filters.or(Filters.in("row.projectId", projects(caller)), own(caller)));
    }

    /** The caller's own connections in the organization, whatever else the caller may see. */
    public Bson mine(Passport caller, String organizationId) {
        return Filters.and(Filters.eq("row.organizationId", organizationId), own(caller));
    }

    public boolean sees(Passport caller, String organizationId, Parties parties) {
        return parties.organizationId().equals(organizationId) && (caller.has("auditor") || ends(caller, parties));
    }

    /** @throws Problem when there is no such connection for the caller, or the caller may look at it only */
    public Parties endable(Passport caller, String organizationId, String connectionId) {
        var parties = connections.load(connectionId).state().known().filter(known -> sees(caller, organizationId, known))
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

    private static Bson own(Passport caller) {
        return Filters.and(Filters.eq("row.subjectType", SubjectType.MEMBER.name()), Filters.eq("row.subjectId", caller.actor().id()));
    }

    private static List<String> projects(Passport caller) {
        return caller.roles().stream().filter(role -> role.startsWith(PROJECT_ADMIN)).map(role -> role.substring(PROJECT_ADMIN.length()))
                .toList();
    }
}
