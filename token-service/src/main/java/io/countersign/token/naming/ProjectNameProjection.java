package io.countersign.token.naming;

import static java.util.Objects.requireNonNull;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.registry.contract.ProjectEvent;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.registry.contract.ProjectEvent.ProjectCreated;
import io.countersign.registry.contract.ProjectEvent.ProjectRenamed;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ProjectName} from the registry's topic; the name stays after the end, for history's sake. */
@Component
class ProjectNameProjection extends AggregateProjection<ProjectName, ProjectEvent> {
    ProjectNameProjection(@Qualifier("registryEvents") EventCatalog catalog) {
        super("named-projects", ProjectName.class, catalog, ProjectEvent.class);
    }

    @Override
    protected ProjectName apply(@Nullable ProjectName row, ProjectEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ProjectCreated e -> new ProjectName(e.organizationId(), e.name());
            case ProjectRenamed e -> new ProjectName(requireNonNull(row).organizationId(), e.name());
            case ProjectArchived _ -> requireNonNull(row);
        };
    }
}
