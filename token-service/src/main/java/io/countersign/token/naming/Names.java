package io.countersign.token.naming;

import io.countersign.events.projection.FollowedView;
import io.countersign.events.projection.LocalViews;
import io.countersign.events.projection.LocalViewNotReady;
import org.springframework.stereotype.Component;

/** What an organization's clients, servers and projects are called; all of it is in memory, since it is searched and sorted by. */
@Component
public class Names {
    private final FollowedView<ClientName, Catalogue<ClientName>> clients;
    private final FollowedView<ServerName, Catalogue<ServerName>> servers;
    private final FollowedView<ProjectName, Catalogue<ProjectName>> projects;

    Names(LocalViews localViews) {
        clients = localViews.of(ClientName.class, Catalogue::new);
        servers = localViews.of(ServerName.class, Catalogue::new);
        projects = localViews.of(ProjectName.class, Catalogue::new);
    }

    /** @throws LocalViewNotReady until all are known */
    public Glossary<ClientName> clients(String organizationId) {
        return clients.current().of(organizationId);
    }

    /** @throws LocalViewNotReady until all are known */
    public Glossary<ServerName> servers(String organizationId) {
        return servers.current().of(organizationId);
    }

    /** @throws LocalViewNotReady until all are known */
    public Glossary<ProjectName> projects(String organizationId) {
        return projects.current().of(organizationId);
    }
}
