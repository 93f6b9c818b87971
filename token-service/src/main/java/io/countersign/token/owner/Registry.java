package io.countersign.token.owner;

import io.countersign.registry.contract.ClientKeysAnswer;
import io.countersign.registry.contract.MetadataUrlAnswer;
import io.countersign.registry.contract.MetadataUrlQuestion;
import java.util.regex.Pattern;
import io.countersign.access.AccessEntry;
import io.countersign.registry.contract.AdmissionQuestion;
import io.countersign.registry.contract.ApprovalQuestion;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.AuthorizationQuestion;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.registry.contract.RefusedRedirectQuestion;
import io.countersign.access.AccessTable;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import io.countersign.web.peer.SingleFlightCache;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * The registry's word on organizations, clients and bindings. A positive answer is kept for at most 5 s and dropped as soon as the access
 * feed brings news of its subject; a refusal is never kept. Silence of the registry is {@link PeerUnavailable}, never a yes.
 */
@Component
public class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final String NAME = "registry";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Peers peers;
    private final SingleFlightCache<String, OrganizationAnswer> organizations = new SingleFlightCache<>(List::of);
    private final SingleFlightCache<List<String>, ServerAnswer> servers = new SingleFlightCache<>(_ -> List.of());
    private final SingleFlightCache<String, ClientAnswer> clients = new SingleFlightCache<>(List::of);
    private final SingleFlightCache<MetadataUrlQuestion, MetadataUrlAnswer> addresses = new SingleFlightCache<>(_ -> List.of());
    private final SingleFlightCache<String, String> keys = new SingleFlightCache<>(List::of);
    private final SingleFlightCache<AuthorizationQuestion, AuthorizationAnswer> authorizations = new SingleFlightCache<>(
            question -> List.of(question.clientId()));

    private final Clock clock;

    Registry(Peers peers, ObjectProvider<AccessTable> feed, Clock clock) {
        this.peers = peers;
        this.clock = clock;
        feed.ifAvailable(table -> table.onChange(this::forget));
    }

    public Optional<OrganizationAnswer> organization(String slugOrId) {
        return Optional.ofNullable(organizations.get(slugOrId, key -> orNull(() -> peers.to(NAME).get()
                .uri("/internal/organizations/{id}", key).retrieve().body(OrganizationAnswer.class))));
    }

    /** An MCP server of the organization; empty when it is not there or no more. */
    public Optional<ServerAnswer> server(String organizationId, String serverId) {
        return ID.matcher(serverId).matches()
                ? Optional.ofNullable(servers.get(List.of(organizationId, serverId), this::askForServer))
                : Optional.empty();
    }

    private @Nullable ServerAnswer askForServer(List<String> organizationAndServer) {
        return orNull(() -> peers.to(NAME).get()
                .uri("/internal/organizations/{organization}/servers/{server}", organizationAndServer.toArray()).retrieve()
                .body(ServerAnswer.class));
    }

    /**
     * Under which id the registry knows a client that names itself so.
     *
     * @param identifier its {@code client_id}; one that is an address is that of its metadata document (CIMD)
     * @param forMember  whether a member is signed in, in front of whom the document may be fetched
     */
    public NamedClient named(String organizationId, String identifier, boolean forMember) {
        if (!identifier.startsWith("https://") && !identifier.startsWith("http://")) {
            return new NamedClient.Known(identifier, null);
        }
        var question = new MetadataUrlQuestion(organizationId, identifier, forMember);
        try {
            var answer = forMember ? askForAddress(question) : required(addresses.get(question, this::askForAddress));
            if (answer.drifted()) {
                forget(answer.clientId());
            }
            return new NamedClient.Known(answer.clientId(), answer.outdated());
        } catch (PeerProblem refusal) {
            return new NamedClient.Unknown(refusal.code(), refusal.detail());
        }
    }

    private MetadataUrlAnswer askForAddress(MetadataUrlQuestion question) {
        return required(answered(() -> peers.to(NAME).post().uri("/internal/clients/by-metadata-url")
                .contentType(MediaType.APPLICATION_JSON).body(question).retrieve().body(MetadataUrlAnswer.class)));
    }

    /**
     * The keys that a client publishes.
     *
     * @param anew whether those that are kept did not fit
     */
    public String keys(String clientId, boolean anew) {
        return required(anew ? keys.again(clientId, id -> askForKeys(id, true)) : keys.get(clientId, id -> askForKeys(id, false)));
    }

    private String askForKeys(String clientId, boolean anew) {
        return required(answered(() -> peers.to(NAME).get().uri("/internal/clients/{id}/keys?anew={anew}", clientId, anew).retrieve()
                .body(ClientKeysAnswer.class))).jwks();
    }

    /** What cannot be an id of ours is unknown without being asked for. */
    public Optional<ClientAnswer> client(String clientId) {
        return ID.matcher(clientId).matches() ? Optional.ofNullable(clients.get(clientId, this::askForClient)) : Optional.empty();
    }

    /** As it is kept; the registry is not asked. */
    public Optional<ClientAnswer> keptClient(String clientId) {
        return clients.kept(clientId);
    }

    /** As the registry says it now; what is kept stays in use meanwhile. */
    public Optional<ClientAnswer> clientNow(String clientId) {
        return Optional.ofNullable(clients.again(clientId, this::askForClient));
    }

    private @Nullable ClientAnswer askForClient(String clientId) {
        return orNull(() -> peers.to(NAME).get().uri("/internal/clients/{id}", clientId).retrieve().body(ClientAnswer.class));
    }

    /** @param resource canonical; null for the only server the client is bound to */
    public Authorization authorization(String organizationId, String clientId, @Nullable String resource) {
        return authorization(new AuthorizationQuestion(organizationId, clientId, resource, false));
    }

    /**
     * As {@link #authorization}, or what a client that registered itself would get if the person in front of us says yes; nothing is to be
     * issued on that before {@link #admit}.
     */
    public Authorization admissible(String organizationId, String clientId, @Nullable String resource) {
        return authorization(new AuthorizationQuestion(organizationId, clientId, resource, true));
    }

    /** Has the registry record that a person said yes to such a client. */
    public Authorization admit(AdmissionQuestion question) {
        try {
            return new Authorization.Given(required(answered(() -> peers.to(NAME).post().uri("/internal/admissions")
                    .contentType(MediaType.APPLICATION_JSON).body(question).retrieve().body(AuthorizationAnswer.class))));
        } catch (PeerProblem missing) {
            return new Authorization.Missing(missing.code());
        } finally {
            forget(question.clientId());
        }
    }

    /** Has an owner asked to let such a client in, in the name of a person. */
    public void requestApproval(ApprovalQuestion question) {
        try {
            answered(() -> peers.to(NAME).post().uri("/internal/approval-requests").contentType(MediaType.APPLICATION_JSON).body(question)
                    .retrieve().toBodilessEntity());
        } catch (PeerProblem decided) {
            LOG.debug("No owner is asked about {}: {}", question.clientId(), decided.code());
        } finally {
            forget(question.clientId());
        }
    }

    /** Has an owner told where a member was not sent, because it is not registered. */
    public void refusedRedirect(RefusedRedirectQuestion question) {
        try {
            answered(() -> peers.to(NAME).post().uri("/internal/refused-redirect-uris").contentType(MediaType.APPLICATION_JSON)
                    .body(question).retrieve().toBodilessEntity());
        } catch (PeerProblem | PeerUnavailable notNow) {
            LOG.warn("A refused redirect URI of {} is not remembered", question.clientId(), notNow);
        }
    }

    private Authorization authorization(AuthorizationQuestion question) {
        try {
            return lasting(question, Objects.requireNonNull(authorizations.get(question, this::ask)));
        } catch (PeerProblem missing) {
            return new Authorization.Missing(missing.code());
        }
    }

    /** What was kept a moment ago may be over by now. */
    private Authorization lasting(AuthorizationQuestion question, AuthorizationAnswer answer) {
        if (answer.until() == null || clock.instant().isBefore(answer.until())) {
            return new Authorization.Given(answer);
        }
        forget(question.clientId());
        return new Authorization.Missing("client_not_bound");
    }

    /** Whatever was kept about this client is asked again: what would be refused is refused on a fresh answer only. */
    public void forget(String clientId) {
        clients.news(clientId);
        keys.news(clientId);
        authorizations.news(clientId);
    }

    private AuthorizationAnswer ask(AuthorizationQuestion question) {
        return required(answered(() -> peers.to(NAME).post().uri("/internal/authorizations").contentType(MediaType.APPLICATION_JSON)
                .body(question).retrieve().body(AuthorizationAnswer.class)));
    }

    private void forget(AccessEntry entry) {
        var parts = entry.key().split(":", -1);
        switch (parts[0]) {
            case "client", "binding" -> forget(parts[1]);
            case "organization", "project", "server" -> {
                organizations.news();
                servers.news();
                authorizations.news();
                clients.news();
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
}
