package io.countersign.gateway.directory;

import io.countersign.gateway.peer.AnswerCache;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.peer.PeerClient;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.registry.contract.ServerAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The registry's word on organizations and servers: at most 5 s old, dropped by the registry's events, and an error when the registry does
 * not answer.
 */
@Component
public class Directory {
    private static final Duration KNOWN = Duration.ofSeconds(5);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

    private final AnswerCache<String, OrganizationAnswer> organizations;
    private final AnswerCache<ServerName, ServerAnswer> servers;

    Directory(PeerClient services, Clock clock) {
        organizations = new AnswerCache<>(KNOWN, clock,
                name -> services.get(Peer.REGISTRY, OrganizationAnswer.class, "internal", "organizations", name));
        servers = new AnswerCache<>(KNOWN, clock, name -> services
                .get(Peer.REGISTRY, ServerAnswer.class, "internal", "organizations", name.organization(), "servers", name.server())
                .filter(server -> server.slug().equals(name.server()) && !server.status().equals("DELETED")));
    }

    /** An organization by slug or id; empty when there is none. */
    public Mono<OrganizationAnswer> organization(String slugOrId) {
        return NAME.matcher(slugOrId).matches() ? organizations.get(slugOrId) : Mono.empty();
    }

    /** A server by the slugs of its address, which never change; an id in their place finds nothing. */
    public Mono<ServerAnswer> server(String organizationSlug, String serverSlug) {
        return NAME.matcher(organizationSlug).matches() && NAME.matcher(serverSlug).matches()
                ? servers.get(new ServerName(organizationSlug, serverSlug))
                : Mono.empty();
    }

    /** Forgets what may be old now, and whatever was not found, before anybody who hears of the change asks. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(RegistryChanged changed) {
        organizations.forget(organization -> changed.touches(organization.organizationId()));
        servers.forget(server -> changed.touches(server.organizationId()));
    }

    private record ServerName(String organization, String server) {
    }
}
