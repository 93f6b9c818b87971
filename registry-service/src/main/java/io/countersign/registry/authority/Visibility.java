package io.countersign.registry.authority;

import io.countersign.events.criteria.Criteria;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import java.util.Set;

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
                caller.has("owner") || caller.has("auditor") || caller.has("service"), caller.projects());
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

    /** Whether a thing of this organization and project is within it. */
    public boolean covers(String organization, String projectId) {
        return organizationId.equals(organization) && (everything || projects.contains(projectId));
    }

    /** @param projectField the row's field that names its project */
    public Criteria criteria(String projectField) {
        var inOrganization = Criteria.equal("organizationId", organizationId);
        return everything ? inOrganization : Criteria.and(inOrganization, Criteria.in(projectField, projects));
    }
}
