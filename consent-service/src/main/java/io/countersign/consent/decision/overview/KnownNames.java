package io.countersign.consent.decision.overview;

import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the registry calls clients and servers; who is unknown is absent. One batch, whatever their number. */
@Component
public class KnownNames {
    private final View<KnownClient> clients;
    private final View<KnownServer> servers;

    KnownNames(Views views) {
        this.clients = views.of(KnownClient.class);
        this.servers = views.of(KnownServer.class);
    }

    public Map<String, String> ofClients(Stream<String> clientIds) {
        return clients.values(clientIds).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().name()));
    }

    public Map<String, String> ofServers(Stream<String> serverIds) {
        return servers.values(serverIds).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().name()));
    }
}
