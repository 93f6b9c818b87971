package io.countersign.gateway.enforcement;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.eventstore.AccessEntry;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.peer.Questions;
import io.countersign.registry.contract.AccessFact;
import io.countersign.registry.contract.AccessQuestion;
import io.countersign.starter.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The owners' word on access keys, for when the feed is silent: each is asked for its own keys, and the answer holds for 5 s. */
@Component
class Owners {
    private static final ParameterizedTypeReference<List<AccessFact>> FACTS = new ParameterizedTypeReference<>() {
    };

    private final Questions questions;
    private final AsyncCache<Set<String>, Map<String, AccessEntry>> answers = Caffeine.newBuilder().maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(5)).buildAsync();

    Owners(Questions questions) {
        this.questions = questions;
    }

    /** Entries in force for the keys; an error when any owner does not answer. */
    Mono<Map<String, AccessEntry>> ask(Set<String> keys) {
        return Mono.fromFuture(() -> answers.get(keys, (asked, executor) -> Flux.fromIterable(byOwner(asked).entrySet())
                .flatMap(part -> questions.post(part.getKey(), new AccessQuestion(part.getValue()), FACTS, "internal", "access")
                        .switchIfEmpty(Mono.error(Owners::silent)))
                .flatMapIterable(facts -> facts).collectMap(AccessFact::key, Owners::entry).toFuture()), true);
    }

    private static Map<Peer, List<String>> byOwner(Set<String> keys) {
        return keys.stream().collect(Collectors.groupingBy(Owners::owner));
    }

    private static Peer owner(String key) {
        return switch (key.substring(0, key.indexOf(':') + 1)) {
            case "member:", "consent:" -> Peer.CONSENT;
            case "connection:", "token:" -> Peer.TOKEN;
            default -> Peer.REGISTRY;
        };
    }

    private static Problem silent() {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "A part of the service cannot be reached; try again.");
    }

    private static AccessEntry entry(AccessFact fact) {
        return new AccessEntry(fact.key(), fact.epoch(), fact.suspended(), fact.ended(), fact.version());
    }
}
