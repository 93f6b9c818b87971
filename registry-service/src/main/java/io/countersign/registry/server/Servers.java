package io.countersign.registry.server;

import io.countersign.registry.contract.McpServerEvent;
import io.countersign.registry.reservation.Reservations;
import io.countersign.registry.reservation.Reservations.Scope;
import io.countersign.events.log.Streams;
import io.countersign.events.log.Streams.Loaded;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Servers as the log has them now, deleted ones included. */
@Component
public class Servers {
    private final Streams streams;
    private final Reservations reservations;

    Servers(Streams streams, Reservations reservations) {
        this.streams = streams;
        this.reservations = reservations;
    }

    public Optional<Loaded<McpServerState.Existing>> find(String serverId) {
        return streams.load(serverId, McpServerState.initial(), McpServerEvent.class).as(McpServerState.Existing.class);
    }

    public Optional<Loaded<McpServerState.Existing>> find(String organizationId, String slugOrId) {
        return find(slugOrId).or(() -> reservations.holder(Scope.SERVER_SLUG, slugValue(organizationId, slugOrId)).flatMap(this::find))
                .filter(found -> found.state().details().organizationId().equals(organizationId));
    }

    public Optional<Loaded<McpServerState.Existing>> findByResource(String resource) {
        return reservations.holder(Scope.RESOURCE, ResourceUris.normalize(resource)).flatMap(this::find);
    }

    static String slugValue(String organizationId, String slug) {
        return organizationId + "/" + slug;
    }
}
