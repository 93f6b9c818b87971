package io.countersign.registry.client;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.server.Servers;
import io.countersign.starter.event.Streams.Loaded;
import java.util.SortedSet;
import org.springframework.stereotype.Component;

/** Which servers a client can be bound to: those the same authority covers, with scopes they have. */
@Component
class Bindable {
    private final Servers servers;

    Bindable(Servers servers) {
        this.servers = servers;
    }

    void require(String serverId, SortedSet<String> scopes, Authority by) {
        var server = servers.find(serverId).map(Loaded::state).filter(found -> found.details().organizationId().equals(by.organizationId()))
                .orElseThrow(Refused::unknown);
        if (!by.covers(server.details().projectId())) {
            throw Refused.forbidden();
        }
        if (server.deleted()) {
            throw Refused.terminal("This server is deleted.");
        }
        if (!server.details().scopeNames().containsAll(scopes)) {
            throw Refused.invalid("scopes", "names a scope this server does not have");
        }
    }
}
