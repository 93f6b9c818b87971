package io.countersign.token.naming;

import io.countersign.events.projection.FollowedView;
import io.countersign.events.projection.LocalViews;
import io.countersign.events.projection.LocalViewNotReady;
import org.springframework.stereotype.Component;

/** What an organization's clients, servers and projects are called; all of it is in memory, since it is searched and sorted by. */
@Component
public class Names {
    private final FollowedView<ClientName, NameTable<ClientName>> clients;
    private final FollowedView<ServerName, NameTable<ServerName>> servers;
    private final FollowedView<ProjectName, NameTable<ProjectName>> projects;

    Names(LocalViews localViews) {
        clients = localViews.of(ClientName.class, NameTable::new);
        servers = localViews.of(ServerName.class, NameTable::new);
        projects = localViews.of(ProjectName.class, NameTable::new);
    }

    /** @throws LocalViewNotReady until all are known */
    public NameLookup<ClientName> clients(String organizationId) {
        return clients.current().of(organizationId);
    }

    /** @throws LocalViewNotReady until all are known */
    public NameLookup<ServerName> servers(String organizationId) {
        return servers.current().of(organizationId);
    }

    /** @throws LocalViewNotReady until all are known */
    public NameLookup<ProjectName> projects(String organizationId) {
        return projects.current().of(organizationId);
    }
}
