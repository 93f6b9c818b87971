package io.countersign.registry.client;

import io.countersign.registry.contract.ClientEvent;
import io.countersign.events.log.Streams;
import io.countersign.events.log.Streams.Loaded;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Clients as the log has them now, revoked and deleted ones included. */
@Component
public class Clients {
    private final Streams streams;

    Clients(Streams streams) {
        this.streams = streams;
    }

    public Optional<Loaded<ClientState.Existing>> find(String clientId) {
        return streams.load(clientId, ClientState.initial(), ClientEvent.class).as(ClientState.Existing.class);
    }
}
