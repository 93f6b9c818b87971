package io.countersign.token.owner;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.countersign.eventstore.AccessEntry;
import io.countersign.registry.contract.AccessFact;
import io.countersign.registry.contract.AccessQuestion;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.AuthorizationQuestion;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.starter.access.AccessTable;
import io.countersign.starter.peer.PeerProblem;
import io.countersign.starter.peer.PeerUnavailable;
import io.countersign.starter.peer.Peers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The registry's word on organizations, clients and bindings. A positive answer is kept for at most 5 s and dropped as soon as the access
 * feed brings news of its subject; a refusal is never kept. Silence of the registry is {@link PeerUnavailable}, never a yes.
 */
@Component
public class Registry {
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final String NAME = "registry";
    private static final ParameterizedTypeReference<List<AccessFact>> FACTS = new ParameterizedTypeReference<>() {
    };

    private final Peers peers;
    private final Cache<String, OrganizationAnswer> organizations = cache();
    private final Cache<String, ClientAnswer> clients = cache();
    private final Cache<AuthorizationQuestion, AuthorizationAnswer> authorizations = cache();

    Registry(Peers peers, ObjectProvider<AccessTable> feed) {
        this.peers = peers;
        feed.ifAvailable(table -> table.onChange(this::forget));
    }

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder().ticker(Ticker.systemTicker()).expireAfterWrite(LIFE).maximumSize(100_000).build();
    }

    public Optional<OrganizationAnswer> organization(String slugOrId) {
        return Optional.ofNullable(organizations.get(slugOrId, key -> orNull(() -> peers.to(NAME).get()
                .uri("/internal/organizations/{id}", key).retrieve().body(OrganizationAnswer.class))));
    }

    public Optional<ClientAnswer> client(String clientId) {
        return Optional
                .ofNullable(clients.get(clientId, key -> orNull(() -> peers.to(NAME).get().uri("/internal/clients/{id}", key).retrieve()
                        .body(ClientAnswer.class))));
    }

    /** @param resource canonical; null for the only server the client is bound to */
    public Authorization authorization(String organizationId, String clientId, @Nullable String resource) {
        var question = new AuthorizationQuestion(organizationId, clientId, resource);
        var known = authorizations.getIfPresent(question);
        if (known != null) {
            return new Authorization.Given(known);
        }
        var answer = ask(question);
        if (answer instanceof Authorization.Given given) {
            authorizations.put(question, given.answer());
        }
        return answer;
    }

    /** Whatever was kept about this client is asked again: what would be refused is refused on a fresh answer only. */
    public void forget(String clientId) {
        clients.invalidate(clientId);
        authorizations.asMap().keySet().removeIf(question -> question.clientId().equals(clientId));
    }

    /** The owner's facts for keys; what is missing is open at epoch 0. */
    public List<AccessFact> access(List<String> keys) {
        return required(answered(() -> post("/internal/access", new AccessQuestion(keys)).body(FACTS)));
    }

    private Authorization ask(AuthorizationQuestion question) {
        try {
            return new Authorization.Given(
                    required(answered(() -> post("/internal/authorizations", question).body(AuthorizationAnswer.class))));
        } catch (PeerProblem missing) {
            return new Authorization.Missing(missing.code());
        }
    }

    private RestClient.ResponseSpec post(String path, Object question) {
        return peers.to(NAME).post().uri(path).contentType(MediaType.APPLICATION_JSON).body(question).retrieve();
    }

    private void forget(AccessEntry entry) {
        var parts = entry.key().split(":", -1);
        switch (parts[0]) {
            case "client", "binding" -> forget(parts[1]);
            case "organization", "project", "server" -> {
                organizations.invalidateAll();
                authorizations.invalidateAll();
                clients.invalidateAll();
            }
            default -> {
            }
        }
    }

    private static <T> @Nullable T orNull(Supplier<@Nullable T> question) {
        try {
            return answered(question);
        } catch (PeerProblem unknown) {
            return null;
        }
    }

    /** A refusal counts only when it says that the thing does not exist; whatever else is silence. */
    private static <T extends @Nullable Object> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (PeerProblem refusal) {
            if (refusal.status() == HttpStatus.NOT_FOUND.value()) {
                throw refusal;
            }
            throw new PeerUnavailable(NAME, refusal);
        } catch (RestClientException unreadable) {
            throw new PeerUnavailable(NAME, unreadable);
        }
    }

    private static <T> T required(@Nullable T body) {
        if (body == null) {
            throw new PeerUnavailable(NAME);
        }
        return body;
    }

    /** What the registry says about a client and a resource. */
    public sealed interface Authorization {
        /** The client is bound to the resource's server; whether access stands is in the facts. */
        record Given(AuthorizationAnswer answer) implements Authorization {
        }

        /** @param code {@code client_unknown}, {@code resource_unknown} or {@code client_not_bound} */
        record Missing(String code) implements Authorization {
        }
    }
}
