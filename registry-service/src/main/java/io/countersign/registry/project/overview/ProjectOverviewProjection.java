package io.countersign.registry.project.overview;

import static java.util.Objects.requireNonNull;

import io.countersign.registry.contract.ProjectEvent;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.registry.contract.ProjectEvent.ProjectCreated;
import io.countersign.registry.contract.ProjectEvent.ProjectRenamed;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.AggregateProjection;
import io.countersign.events.projection.Index;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ProjectOverview}. */
@Component
class ProjectOverviewProjection extends AggregateProjection<ProjectOverview, ProjectEvent> {
    ProjectOverviewProjection(@Qualifier("registryCatalog") EventCatalog catalog) {
        super("project-overview", ProjectOverview.class, catalog, ProjectEvent.class);
    }

    @Override
    public List<Index> indexes() {
        return List.of(Index.on("organizationId"));
    }

    @Override
    protected @Nullable ProjectOverview apply(@Nullable ProjectOverview row, ProjectEvent event, Recorded<?> recorded) {
        return switch (event) {
            case ProjectCreated e -> new ProjectOverview(e.projectId(), e.organizationId(), e.name(), "ACTIVE", null, recorded.time());
            case ProjectRenamed e -> requireNonNull(row).named(e.name());
            case ProjectArchived e -> requireNonNull(row).archived(e.reasonCode());
        };
    }
}
