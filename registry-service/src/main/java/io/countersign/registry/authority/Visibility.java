package io.countersign.registry.authority;

import com.mongodb.client.model.Filters;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import java.util.Set;
import org.bson.conversions.Bson;

/**
 * What a caller may see: the one predicate of lists and single reads alike (C26). Owner, auditor and services see the organization,
 * project administrators their projects.
 */
public record Visibility(String organizationId, boolean everything, Set<String> projects) {
    public Visibility {
        projects = Set.copyOf(projects);
    }

    /** @throws Problem 403 when the caller sees nothing here */
    public static Visibility of(Passport caller) {
        var visibility = new Visibility(Authority.organization(caller),
                caller.has("owner") || caller.has("auditor") || caller.has("service"),
                Authority.projects(caller));
        if (!visibility.everything && visibility.projects.isEmpty()) {
            throw Problem.forbidden();
        }
        return visibility;
    }

    /** @throws Problem 403 when the caller does not see the whole organization */
    public static Visibility ofEverything(Passport caller) {
        var visibility = of(caller);
        if (!visibility.everything) {
            throw Problem.forbidden();
        }
        return visibility;
    }

    public boolean shows(String organization, String projectId) {
        return organizationId.equals(organization) && (everything || projects.contains(projectId));
    }

    /** @param projectField the row's field that names its project */
    public Bson filter(String projectField) {
        var inOrganization = Filters.eq("row.organizationId", organizationId);
        return everything ? inOrganization : Filters.and(inOrganization, Filters.in("row." + projectField, projects));
    }
}
