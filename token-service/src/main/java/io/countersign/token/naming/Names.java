package io.countersign.token.naming;

import io.countersign.events.projection.Copied;
import io.countersign.events.projection.Copies;
import io.countersign.events.projection.CopyNotReady;
import org.springframework.stereotype.Component;

/** What an organization's clients, servers and projects are called; all of it is in memory, since it is searched and sorted by. */
@Component
public class Names {
    private final Copied<ClientName, Catalogue<ClientName>> clients;
    private final Copied<ServerName, Catalogue<ServerName>> servers;
    private final Copied<ProjectName, Catalogue<ProjectName>> projects;

    Names(Copies copies) {
        clients = copies.of(ClientName.class, Catalogue::new);
        servers = copies.of(ServerName.class, Catalogue::new);
        projects = copies.of(ProjectName.class, Catalogue::new);
    }

    /** @throws CopyNotReady until all are known */
    public Glossary<ClientName> clients(String organizationId) {
        return clients.current().of(organizationId);
    }

    /** @throws CopyNotReady until all are known */
    public Glossary<ServerName> servers(String organizationId) {
        return servers.current().of(organizationId);
    }

    /** @throws CopyNotReady until all are known */
    public Glossary<ProjectName> projects(String organizationId) {
        return projects.current().of(organizationId);
    }
}
