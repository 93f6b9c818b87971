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
        var loaded = streams.<ClientState>load(clientId, ClientState.initial(),
                (state, recorded) -> recorded.event() instanceof ClientEvent event ? state.evolve(event, recorded.sequence()) : state);
        return loaded.state() instanceof ClientState.Existing existing
                ? Optional.of(new Loaded<>(existing, loaded.version()))
                : Optional.empty();
    }
}
