package io.countersign.audit.ledger;

import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.bson.conversions.Bson;

/**
 * Which events of an organization somebody may see.
 *
 * @param everything all of them
 * @param projects   those that happened in these projects
 * @param member     those that this member caused or that are about them
 */
public record Sight(boolean everything, Set<String> projects, Optional<String> member) {
    /** The whole organization. */
    public static final Sight ALL = new Sight(true, Set.of(), Optional.empty());

    public Sight {
        projects = Set.copyOf(projects);
    }

    /** Whether it is the member's own. */
    public boolean own(History.Event event) {
        return member.filter(id -> id.equals(event.belonging().member()) || id.equals(event.envelope().text("actorid"))).isPresent();
    }

    boolean shows(History.Event event) {
        var project = event.belonging().project();
        return everything || (project != null && projects.contains(project)) || own(event);
    }

    /** The same as a question to the index of entries. */
    Bson filter() {
        if (everything) {
            return Filters.empty();
        }
        var parts = new ArrayList<Bson>();
        parts.add(Filters.in("project", projects));
        member.ifPresent(id -> {
            parts.add(Filters.eq("member", id));
            parts.add(Filters.eq("actorId", id));
        });
        return Filters.or(parts);
    }
}
