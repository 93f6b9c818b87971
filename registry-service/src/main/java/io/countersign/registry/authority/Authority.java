package io.countersign.registry.authority;

import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On whose authority something changes: an owner's over the whole organization, or a project administrator's over some projects.
 *
 * @param owner    everything in the organization
 * @param projects ids of the projects it covers when it is not an owner's
 * @param userId   the person's; null for whoever is none
 */
public record Authority(String organizationId, boolean owner, Set<String> projects, @Nullable String userId) {
    public Authority {
        projects = Set.copyOf(projects);
    }

    /** Of somebody who is no person. */
    public Authority(String organizationId, boolean owner, Set<String> projects) {
        this(organizationId, owner, projects, null);
    }

    /** @throws Problem 403 when the caller may change nothing here */
    public static Authority of(Passport caller) {
        var authority = ofAnybody(caller);
        if (!authority.owner && authority.projects.isEmpty()) {
            throw Problem.forbidden();
        }
        return authority;
    }

    /** What the caller may do anywhere, which may be nothing but with what is the caller's own. */
    public static Authority ofAnybody(Passport caller) {
        return new Authority(organization(caller), caller.has("owner"), caller.projects(),
                caller.actor().type() == Actor.Type.MEMBER ? caller.actor().id() : null);
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

    /** The platform's own, in which it does what a person wanted. */
    public static Authority forPerson(String organizationId, String userId) {
        return new Authority(organizationId, true, Set.of(), userId);
    }

    /** Whether a thing of this organization and project is within it; to who asks without that, the thing does not exist. */
    public boolean covers(String organization, String projectId) {
        return organizationId.equals(organization) && (owner || projects.contains(projectId));
    }

    /** Whether it is of this organization and this person. */
    public boolean isOf(String organization, @Nullable String person) {
        return organizationId.equals(organization) && userId != null && userId.equals(person);
    }

    static String organization(Passport caller) {
        var organization = caller.organization();
        if (organization == null) {
            throw Problem.notFound();
        }
        return organization;
    }
}
