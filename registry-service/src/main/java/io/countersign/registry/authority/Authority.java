package io.countersign.registry.authority;

import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import java.util.Set;

/**
 * On whose authority something changes: an owner's over the whole organization, or a project administrator's over some projects.
 *
 * @param owner    everything in the organization
 * @param projects ids of the projects it covers when it is not an owner's
 */
public record Authority(String organizationId, boolean owner, Set<String> projects) {
    public Authority {
        projects = Set.copyOf(projects);
    }

    /** @throws Problem 403 when the caller may change nothing here */
    public static Authority of(Passport caller) {
        var authority = new Authority(organization(caller), caller.has("owner"), caller.projects());
        if (!authority.owner && authority.projects.isEmpty()) {
            throw Problem.forbidden();
        }
        return authority;
    }

    /** @throws Problem 403 when the caller is no owner */
    public static Authority ofOwner(Passport caller) {
        if (!caller.has("owner")) {
            throw Problem.forbidden();
        }
        return new Authority(organization(caller), true, Set.of());
    }

    /** The platform's own, for the bootstrap. */
    public static Authority overAllOf(String organizationId) {
        return new Authority(organizationId, true, Set.of());
    }

    /** Whether a thing of this organization and project is within it; to who asks without that, the thing does not exist. */
    public boolean covers(String organization, String projectId) {
        return organizationId.equals(organization) && (owner || projects.contains(projectId));
    }

    static String organization(Passport caller) {
        var organization = caller.organization();
        if (organization == null) {
            throw Problem.notFound();
        }
        return organization;
    }
}
