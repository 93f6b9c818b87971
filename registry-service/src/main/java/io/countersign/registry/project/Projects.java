package io.countersign.registry.project;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.ProjectEvent;
import io.countersign.registry.refusal.Refused;
import io.countersign.events.log.Streams;
import io.countersign.events.log.Streams.Loaded;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Projects as the log has them now. */
@Component
public class Projects {
    private final Streams streams;

    Projects(Streams streams) {
        this.streams = streams;
    }

    public Optional<Loaded<ProjectState.Existing>> find(String projectId) {
        return streams.load(projectId, ProjectState.initial(), ProjectEvent.class).as(ProjectState.Existing.class);
    }

    /**
     * The project something new is to belong to.
     *
     * @throws Refused when it is not covered by the authority, or archived
     */
    public ProjectState.Existing toExtend(String projectId, Authority by) {
        var project = find(projectId).map(Loaded::state).filter(found -> by.covers(found.organizationId(), projectId))
                .orElseThrow(Refused::unknown);
        if (project.archived()) {
            throw Refused.terminal("This project is archived.");
        }
        return project;
    }
}
