package io.countersign.gateway.description;

import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.peer.PeerClient;
import io.countersign.web.problem.Problem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What each service says of its part of the native API. While one is away its last word is repeated; one that has not been heard since
 * this gateway started makes the whole unknown (503), since a description with a part left out would be wrong.
 */
@Component
class ServiceDescriptions {
    private final PeerClient services;
    private final Map<Peer, String> heard = new ConcurrentHashMap<>();

    ServiceDescriptions(PeerClient services) {
        this.services = services;
    }

    Mono<String> of(Peer peer) {
        return services.get(peer, String.class, "internal", "openapi").switchIfEmpty(Mono.error(ServiceDescriptions::silent))
                .doOnNext(openApi -> heard.put(peer, openApi))
                .onErrorResume(Problem.class, away -> Mono.justOrEmpty(heard.get(peer)).switchIfEmpty(Mono.error(away)));
    }

    private static Problem silent() {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "A part of the service cannot be reached; try again.");
    }
}
