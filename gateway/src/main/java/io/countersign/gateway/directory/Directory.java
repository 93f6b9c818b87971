package io.countersign.gateway.directory;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.peer.Questions;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.registry.contract.ServerAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The registry's word on organizations and servers: at most 5 s old, dropped by the registry's events, and an error when the registry does
 * not answer. What does not exist is remembered for a second only.
 */
@Component
public class Directory {
    private static final Duration KNOWN = Duration.ofSeconds(5);
    private static final Duration ABSENT = Duration.ofSeconds(1);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

    private final Questions questions;
    private final AsyncCache<String, Optional<OrganizationAnswer>> organizations;
    private final AsyncCache<ServerName, Optional<ServerAnswer>> servers;

    Directory(Questions questions, Clock clock) {
        this.questions = questions;
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        organizations = Caffeine.newBuilder().maximumSize(10_000).ticker(ticker).expireAfter(Directory.<String, OrganizationAnswer>life())
                .buildAsync();
        servers = Caffeine.newBuilder().maximumSize(10_000).ticker(ticker).expireAfter(Directory.<ServerName, ServerAnswer>life())
                .buildAsync();
    }

    /** An organization by slug or id; empty when there is none. */
    public Mono<OrganizationAnswer> organization(String slugOrId) {
        return !NAME.matcher(slugOrId).matches()
                ? Mono.empty()
                : Mono.fromFuture(() -> organizations.get(slugOrId, (name, executor) -> questions
                        .get(Peer.REGISTRY, OrganizationAnswer.class, "internal", "organizations", name).singleOptional().toFuture()), true)
                        .flatMap(Mono::justOrEmpty);
    }

    /** A server by the slugs of its address, which never change; an id in their place finds nothing. */
    public Mono<ServerAnswer> server(String organizationSlug, String serverSlug) {
        return !NAME.matcher(organizationSlug).matches() || !NAME.matcher(serverSlug).matches()
                ? Mono.empty()
                : Mono.fromFuture(() -> servers.get(new ServerName(organizationSlug, serverSlug), (name, executor) -> questions
                        .get(Peer.REGISTRY, ServerAnswer.class, "internal", "organizations", name.organization(), "servers", name.server())
                        .filter(server -> server.slug().equals(serverSlug) && !server.status().equals("DELETED")).singleOptional()
                        .toFuture()),
                        true).flatMap(Mono::justOrEmpty);
    }

    /** Forgets what is known of an organization, and whatever was not found. */
    void forget(String organizationId) {
        organizations.synchronous().asMap().values()
                .removeIf(known -> known.map(organization -> organization.organizationId().equals(organizationId)).orElse(true));
        servers.synchronous().asMap().values()
                .removeIf(known -> known.map(server -> server.organizationId().equals(organizationId)).orElse(true));
    }

    private static <K, V> Expiry<K, Optional<V>> life() {
        return Expiry.creating((name, answer) -> answer.isPresent() ? KNOWN : ABSENT);
    }

    private record ServerName(String organization, String server) {
    }
}
