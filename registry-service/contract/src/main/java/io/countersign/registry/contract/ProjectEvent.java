package io.countersign.registry.contract;

/** What happens to a project, a group of servers and clients with administrators of its own. */
public sealed interface ProjectEvent {
    String projectId();

    record ProjectCreated(String projectId, String organizationId, String name) implements ProjectEvent {
    }

    record ProjectRenamed(String projectId, String name) implements ProjectEvent {
    }

    /** Terminal: nothing in this project is reachable any more (end). */
    record ProjectArchived(String projectId, ReasonCode reasonCode) implements ProjectEvent {
    }
}
