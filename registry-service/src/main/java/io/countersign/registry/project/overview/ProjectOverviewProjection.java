package io.countersign.registry.project.overview;

import static java.util.Objects.requireNonNull;

import io.countersign.registry.contract.ProjectEvent;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.registry.contract.ProjectEvent.ProjectCreated;
import io.countersign.registry.contract.ProjectEvent.ProjectRenamed;
import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Keeps {@link ProjectOverview}. */
@Component
class ProjectOverviewProjection implements Projection<ProjectOverview> {
    private final EventCatalog catalog;

    ProjectOverviewProjection(@Qualifier("registryCatalog") EventCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "project-overview";
    }

    @Override
    public Class<ProjectOverview> rowType() {
        return ProjectOverview.class;
    }

    @Override
    public EventCatalog source() {
        return catalog;
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return recorded.event() instanceof ProjectEvent;
    }

    @Override
    public @Nullable ProjectOverview apply(@Nullable ProjectOverview row, Recorded<?> recorded) {
        return switch ((ProjectEvent) recorded.event()) {
            case ProjectCreated e -> new ProjectOverview(e.projectId(), e.organizationId(), e.name(), "ACTIVE", recorded.time());
            case ProjectRenamed e -> requireNonNull(row).named(e.name());
            case ProjectArchived e -> requireNonNull(row).archived();
        };
    }
}
