package io.countersign.registry.client;

import io.countersign.registry.server.McpServerState;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.project.Projects;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.server.Servers;
import io.countersign.events.log.Streams.Loaded;
import java.util.SortedSet;
import org.springframework.stereotype.Component;

/** Which servers a client can be bound to: those the same authority covers, with scopes they have, while neither project is archived. */
@Component
class BindableServers {
    private final Servers servers;
    private final Projects projects;

    BindableServers(Servers servers, Projects projects) {
        this.servers = servers;
        this.projects = projects;
    }

    void require(ClientState client, String serverId, SortedSet<String> scopes, Authority by) {
        if (!open(client, serverId, by).details().scopeNames().containsAll(scopes)) {
            throw Refused.invalid("scopes", "names a scope this server does not have");
        }
    }

    /** With the scopes it was bound with: what the server no longer has is left out whenever the client is authorized. */
    void require(ClientState client, String serverId, Authority by) {
        open(client, serverId, by);
    }

    private McpServerState.Existing open(ClientState client, String serverId, Authority by) {
        var server = servers.find(serverId).map(Loaded::state)
                .filter(found -> by.covers(found.details().organizationId(), found.details().projectId())).orElseThrow(Refused::unknown);
        projects.toExtend(server.details().projectId(), by);
        projects.toExtend(client.existing().details().projectId(), by);
        if (server.deleted()) {
            throw Refused.terminal("This server is deleted.");
        }
        return server;
    }
}
