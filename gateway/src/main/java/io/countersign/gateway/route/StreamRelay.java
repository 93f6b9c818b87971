package io.countersign.gateway.route;

import io.countersign.gateway.caller.Caller;
import io.countersign.gateway.peer.Peers.Peer;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The way to an answer that goes on: every few seconds it is looked whether its reader would be let in again, as the same and with the same
 * roles. If not, or if nobody can say, the answer ends, and whoever may come back does.
 */
@Component
class StreamRelay {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final PassportRelay relay;
    private final Sinks.Empty<Void> closing = Sinks.empty();

    StreamRelay(PassportRelay relay) {
        this.relay = relay;
    }

    GatewayFilter to(Peer peer) {
        return (exchange, chain) -> relay.admitted(exchange, peer).flatMap(
                entrance -> chain.filter(entrance.inward()).takeUntilOther(over(exchange, peer, entrance.caller())));
    }

    private Mono<Void> over(ServerWebExchange exchange, Peer peer, Caller caller) {
        return Flux.interval(LOOK).onBackpressureDrop().concatMap(tick -> relay.stillAdmitted(exchange, peer, caller).onErrorReturn(false))
                .takeWhile(still -> still).then().or(closing.asMono());
    }

    /** Before the server waits for its answers to end. */
    @EventListener(ContextClosedEvent.class)
    void endAll() {
        var _ = closing.tryEmitEmpty();
    }
}
