package io.countersign.registry.answer;

import io.countersign.web.api.Limits;
import io.countersign.registry.client.ClientState;
import io.countersign.registry.client.registration.Candidate;
import io.countersign.registry.client.Clients;
import io.countersign.registry.contract.AccessFact;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.registry.contract.SecretAnswer;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.registry.organization.OrganizationState;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.server.McpServerState;
import io.countersign.registry.server.Servers;
import io.countersign.access.AccessKeys;
import io.countersign.events.log.Streams.Loaded;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the registry answers to other services. Deleted things are unknown; revoked ones are answered, so that the refusal can say why. */
@Component
class Answers {
    private final Organizations organizations;
    private final Servers servers;
    private final Clients clients;
    private final AccessFacts access;
    private final Clock clock;

    Answers(Organizations organizations, Servers servers, Clients clients, AccessFacts access, Clock clock) {
        this.organizations = organizations;
        this.servers = servers;
        this.clients = clients;
        this.access = access;
        this.clock = clock;
    }

    Optional<OrganizationAnswer> organization(String slugOrId) {
        return organizations.find(slugOrId).map(Answers::answerOrganization);
    }

    private static OrganizationAnswer answerOrganization(Loaded<OrganizationState.Existing> found) {
        var organization = found.state();
        return new OrganizationAnswer(organization.organizationId(), organization.slug(), organization.name(), organization.status(),
                organization.keycloakOrganizationId(), organization.registration().dynamic() && organization.open(),
                organization.registration().metadataDocuments() && organization.open(), organization.settings().consentMode(),
                organization.settings().allowedAddresses(), organization.settings().leaverMode(),
                List.of(AccessFacts.ofOrganization(found)));
    }

    Optional<ServerAnswer> server(String organization, String slugOrId) {
        return organizations.find(organization).flatMap(owner -> servers.find(owner.state().organizationId(), slugOrId))
                .flatMap(this::alive);
    }

    Optional<ServerAnswer> serverByResource(String organizationId, String resource) {
        return servers.findByResource(resource).filter(found -> found.state().details().organizationId().equals(organizationId))
                .flatMap(this::alive);
    }

    /** The only server a client is bound to. */
    Optional<ServerAnswer> onlyServerOf(ClientState.Existing client) {
        var bound = client.bindings().entrySet().stream().filter(binding -> binding.getValue().lasts(clock.instant()))
                .map(Map.Entry::getKey)
                .flatMap(serverId -> servers.find(serverId).flatMap(this::alive).stream()).toList();
        return bound.size() == 1 ? Optional.of(bound.getFirst()) : Optional.empty();
    }

    private Optional<ServerAnswer> alive(Loaded<McpServerState.Existing> found) {
        return found.state().deleted() ? Optional.empty() : Optional.of(answerServer(found));
    }

    private ServerAnswer answerServer(Loaded<McpServerState.Existing> found) {
        var server = found.state().details();
        return new ServerAnswer(server.serverId(), server.organizationId(), server.projectId(), server.slug(), server.name(),
                found.state().status(), server.resource(), server.upstreamUrl(),
                server.scopes().stream().map(scope -> new ScopeAnswer(scope.name(), scope.description(), scope.required())).toList(),
                server.challengeScopes(),
                server.toolScopes(), Limits.accessTokenSeconds(server.session().accessSeconds()),
                Limits.idleSeconds(server.session().idleSeconds()), Limits.absoluteSeconds(server.session().absoluteSeconds()),
                Limits.refreshGraceSeconds(server.session().refreshGrace()), server.session().personalTokenDays(), server.timeouts(),
                organizations.find(server.organizationId()).orElseThrow().state().settings().allowedAddresses(),
                around(server.organizationId(), server.projectId(), AccessFacts.ofServer(found)), server.listOnlyCallableTools());
    }

    Optional<Loaded<ClientState.Existing>> client(String clientId) {
        return clients.find(clientId).filter(found -> !found.state().deleted());
    }

    ClientAnswer answerClient(Loaded<ClientState.Existing> found) {
        var client = found.state().details();
        return new ClientAnswer(client.clientId(), client.organizationId(), client.projectId(), client.name(), found.state().status(),
                client.registrationMethod(), client.authenticationMethod(), client.grantTypes(),
                found.state().secrets().stream().map(secret -> new SecretAnswer(secret.secretId(), secret.hash(), secret.expiresAt()))
                        .toList(),
                client.jwks(), client.redirectUris(), around(client.organizationId(), client.projectId(), AccessFacts.ofClient(found)),
                client.metadataUrl(), client.jwksUri(), client.metadataVersion());
    }

    /** It belongs to no project yet, and nothing was ever authorized for it. */
    ClientAnswer answerCandidate(Candidate candidate) {
        var as = candidate.registration();
        var secret = as.secret();
        return new ClientAnswer(candidate.clientId(), candidate.organizationId(), null, as.name(), "ACTIVE", as.registrationMethod(),
                as.authenticationMethod(), as.grantTypes(),
                secret == null ? List.of() : List.of(new SecretAnswer(secret.secretId(), secret.hash(), secret.expiresAt())), as.jwks(),
                as.redirectUris(), access.of(AccessKeys.organization(candidate.organizationId())).stream().toList(), as.metadataUrl(),
                as.jwksUri(), 0L);
    }

    /** Empty when the client is not bound to the server now. */
    Optional<AuthorizationAnswer> authorization(Loaded<ClientState.Existing> client, ServerAnswer server) {
        return Optional.ofNullable(client.state().bindings().get(server.serverId())).filter(binding -> binding.lasts(clock.instant()))
                .map(binding -> {
                    var known = server.scopes().stream().map(ScopeAnswer::name).toList();
                    var answer = answerClient(client);
                    return new AuthorizationAnswer(answer, server, binding.access().epoch(), binding.previous(),
                            binding.narrowed(),
                            binding.scopes().stream().filter(known::contains).toList(), Stream
                                    .of(answer.access().stream(), server.access().stream(),
                                            Stream.of(AccessFacts.ofBinding(client, server.serverId())))
                                    .flatMap(facts -> facts).distinct().toList(),
                            false, binding.until());
                });
    }

    private List<AccessFact> around(String organizationId, String projectId, AccessFact own) {
        return Stream
                .concat(Stream.of(AccessKeys.organization(organizationId), AccessKeys.project(projectId))
                        .flatMap(key -> access.of(key).stream()),
                        Stream.of(own))
                .toList();
    }
}
