package io.countersign.gateway.caller;

import io.countersign.consent.contract.MembershipAnswer;
import io.countersign.gateway.directory.RegistryChanged;
import io.countersign.gateway.peer.AnswerCache;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.peer.PeerClient;
import io.countersign.gateway.session.Sessions;
import io.countersign.registry.contract.RolesAnswer;
import io.countersign.web.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What somebody is in an organization: the roles that the registry gave them, and a member as long as the consent-service says so. Whoever
 * is neither has no part in it. Each word is at most five seconds old. While the consent-service is silent nobody is a member; roles hold. For
 * whom the identity provider has no more nothing holds, and their sessions end.
 */
@Component
class OrganizationRoles {
    static final String MEMBER = "member";
    private static final Logger LOG = LoggerFactory.getLogger(OrganizationRoles.class);
    private static final Duration KNOWN = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final AnswerCache<Person, Roles> roles;
    private final AnswerCache<Person, MembershipAnswer> memberships;

    OrganizationRoles(PeerClient services, Sessions sessions, Clock clock) {
        this.sessions = sessions;
        roles = new AnswerCache<>(KNOWN, clock, person -> services
                .get(Peer.REGISTRY, RolesAnswer.class, "internal", "organizations", person.organizationId(), "users", person.userId(),
                        "roles")
                .map(answer -> new Roles(person.organizationId(), Set.copyOf(answer.roles()))));
        memberships = new AnswerCache<>(KNOWN, clock,
                person -> services.get(Peer.CONSENT, MembershipAnswer.class, "internal", "organizations",
                        person.organizationId(), "members", person.userId()));
    }

    /** Empty for whoever is neither. */
    Mono<Set<String>> of(String userId, String organizationId) {
        var person = new Person(userId, organizationId);
        return roles.get(person).map(Roles::roles).defaultIfEmpty(Set.of()).flatMap(given -> effective(person, given))
                .filter(all -> !all.isEmpty());
    }

    private Mono<Set<String>> effective(Person person, Set<String> given) {
        return memberships.get(person).flatMap(word -> word.gone() ? over(person) : Mono.just(word.member() ? with(given) : given))
                .defaultIfEmpty(given)
                .onErrorResume(Problem.class, silence -> given.isEmpty() ? Mono.error(silence) : Mono.just(given));
    }

    /** Nothing holds, and nobody is signed in as that person any more. */
    private Mono<Set<String>> over(Person person) {
        return sessions.endOfProvider(person.userId(), null).onErrorComplete().thenReturn(Set.of());
    }

    /** Something was recorded about that member: it is asked anew. */
    void changed(String userId) {
        memberships.forget(answer -> answer.userId().equals(userId));
    }

    /** That member is none any more, and signed in nowhere. */
    void left(String userId) {
        changed(userId);
        sessions.endOfProvider(userId, null).subscribe(_ -> {
        }, failed -> LOG.warn("The sessions of a leaver could not be ended; they are refused at their next use: {}", failed.toString()));
    }

    @EventListener
    void on(RegistryChanged changed) {
        roles.forget(known -> known.organizationId().equals(changed.organizationId()));
    }

    private static Set<String> with(Set<String> given) {
        var all = new HashSet<>(given);
        all.add(MEMBER);
        return all;
    }

    private record Person(String userId, String organizationId) {
    }

    private record Roles(String organizationId, Set<String> roles) {
    }
}
