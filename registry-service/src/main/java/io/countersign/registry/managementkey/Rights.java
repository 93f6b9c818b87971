package io.countersign.registry.managementkey;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.project.Projects;
import io.countersign.registry.refusal.Refused;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** What a key may be given: roles of its maker's organization, over projects that are there. */
@Component
class Rights {
    static final String PATTERN = "owner|auditor|project-admin:prj-[0-9A-Z]{26}";
    private static final String PROJECT_ADMIN = "project-admin:";

    private final Projects projects;

    Rights(Projects projects) {
        this.projects = projects;
    }

    /** @throws Refused when a project is not there or archived */
    SortedSet<String> require(List<String> roles, Authority by) {
        roles.stream().filter(role -> role.startsWith(PROJECT_ADMIN)).map(role -> role.substring(PROJECT_ADMIN.length()))
                .forEach(projectId -> projects.toExtend(projectId, by));
        return new TreeSet<>(roles);
    }
}
