package io.countersign.consent.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.registry.contract.LeaverMode;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Who belongs to an organization now: the enabled members of the organization in Keycloak that the registry recorded for it. Answers are
 * kept at most 2 s, since the token-service keeps ours for 3; where nothing is recorded nobody is a member, and where nobody answers there is no answer.
 */
@Component
public class Membership {
    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final int REMEMBERED = 50_000;

    private final Peers peers;
    private final Directory directory;
    private final Cache<String, Optional<OrganizationAnswer>> organizations = kept();
    private final Cache<Question, Boolean> answers = kept();
    private final Cache<String, Boolean> known = kept();

    Membership(Peers peers, Directory directory) {
        this.peers = peers;
        this.directory = directory;
    }

    private static <K, V> Cache<K, V> kept() {
        return Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(REMEMBERED).build();
    }

    /**
     * @throws PeerUnavailable      when the registry does not answer
     * @throws DirectoryUnavailable when the identity provider does not
     */
    public boolean isMember(String organizationId, String userId) {
        return keycloakOrganization(organizationId).map(keycloak -> answers.get(new Question(keycloak, userId),
                asked -> directory.isMember(asked.keycloakOrganizationId(), asked.userId()))).orElse(false);
    }

    /**
     * Whether the identity provider knows an enabled user by that id, in whatever organization.
     *
     * @throws DirectoryUnavailable when it does not answer
     */
    public boolean isKnown(String userId) {
        return known.get(userId, directory::isKnown);
    }

    /** The people of an organization as the identity provider lists them; none where nothing is recorded. */
    public Stream<Directory.Person> members(String organizationId) {
        return keycloakOrganization(organizationId).map(directory::members).orElse(Stream.empty());
    }

    /** As {@link #members(String)}, page by page. */
    List<Directory.Person> members(String organizationId, int first, int most) {
        return keycloakOrganization(organizationId).map(keycloak -> directory.members(keycloak, first, most)).orElse(List.of());
    }

    /** As the registry knows it; empty where it knows none. */
    public Optional<OrganizationAnswer> organization(String organizationId) {
        return organizations.get(organizationId, this::ask);
    }

    /** The identity provider's own organization that the registry recorded; empty where none is. */
    public Optional<String> keycloakOrganization(String organizationId) {
        return organization(organizationId).flatMap(answer -> Optional.ofNullable(answer.keycloakOrganizationId()));
    }

    /** Whether whoever leaves keeps what they have until an owner confirms it. */
    public boolean flagsLeavers(String organizationId) {
        return organization(organizationId).filter(answer -> answer.leaverMode() == LeaverMode.FLAG).isPresent();
    }

    private Optional<OrganizationAnswer> ask(String organizationId) {
        try {
            return Optional.ofNullable(peers.to("registry").get().uri("/internal/organizations/{id}", organizationId).retrieve()
                    .body(OrganizationAnswer.class));
        } catch (PeerProblem refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw new PeerUnavailable("registry", refused);
        } catch (RestClientException unusable) {
            throw new PeerUnavailable("registry", unusable);
        }
    }

    private record Question(String keycloakOrganizationId, String userId) {
    }
}
