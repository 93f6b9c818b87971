package io.countersign.audit.ledger;

import io.countersign.events.criteria.Criteria;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events of an organization somebody may see.
 *
 * @param everything all of them
 * @param projects   those that happened in these projects
 * @param member     those that this member caused or that are about them
 */
public record Visibility(boolean everything, Set<String> projects, Optional<String> member) {
    /** The whole organization. */
    public static final Visibility ALL = new Visibility(true, Set.of(), Optional.empty());

    public Visibility {
        projects = Set.copyOf(projects);
    }

    /** Whether it is the member's own. */
    public boolean own(History.Event event) {
        return member.filter(id -> id.equals(event.belonging().member()) || id.equals(event.envelope().text("actorid"))).isPresent();
    }

    /** Whether what happened in that project may be seen for it. */
    public boolean inProjects(@Nullable String project) {
        return project != null && projects.contains(project);
    }

    /** Whether it may be seen. */
    public boolean shows(History.Event event) {
        return criteria().matches(Indexed.of(event.envelope(), event.belonging()));
    }

    Criteria criteria() {
        var own = member.map(id -> Criteria.or(Criteria.equal("member", id), Criteria.equal("actorId", id))).orElse(Criteria.nothing());
        return everything ? Criteria.everything() : Criteria.or(Criteria.in("project", projects), own);
    }
}
