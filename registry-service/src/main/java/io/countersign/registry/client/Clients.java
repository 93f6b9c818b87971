package io.countersign.registry.client;

import io.countersign.registry.contract.ClientEvent;
import io.countersign.starter.event.Streams;
import io.countersign.starter.event.Streams.Loaded;
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
