package io.countersign.gateway.caller;

import io.countersign.gateway.peer.AnswerCache;
import io.countersign.gateway.peer.PeerClient;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.registry.contract.RolesAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who is a platform operator, by the registry's word, at most 5 s old. */
@Component
class Operators {
    private static final Duration KNOWN = Duration.ofSeconds(5);

    private final AnswerCache<String, RolesAnswer> known;

    Operators(PeerClient services, Clock clock) {
        known = new AnswerCache<>(KNOWN, clock,
                userId -> services.get(Peer.REGISTRY, RolesAnswer.class, "internal", "operators", userId, "roles"));
    }

    /** Empty for whoever is none. */
    Mono<Set<String>> roles(String userId) {
        return known.get(userId).map(answer -> Set.copyOf(answer.roles())).filter(roles -> !roles.isEmpty());
    }
}
