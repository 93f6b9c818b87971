package io.countersign.registry.answer;

import io.countersign.access.AccessEntry;
import io.countersign.registry.client.ClientState;
import io.countersign.registry.client.Clients;
import io.countersign.registry.contract.AccessFact;
import io.countersign.registry.organization.OrganizationState;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.project.ProjectState;
import io.countersign.registry.project.Projects;
import io.countersign.registry.server.McpServerState;
import io.countersign.registry.server.Servers;
import io.countersign.access.AccessKeys;
import io.countersign.web.owner.AccessOwner;
import io.countersign.access.AccessState;
import io.countersign.events.log.Streams.Loaded;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The access state of the registry's keys, as the log has it now. An open key is answered as well, so that nobody must guess. */
@Component
class AccessFacts implements AccessOwner {
    private static final Set<String> KINDS = Set.of("organization", "project", "server", "client", "binding");

    private final Organizations organizations;
    private final Projects projects;
    private final Servers servers;
    private final Clients clients;

    AccessFacts(Organizations organizations, Projects projects, Servers servers, Clients clients) {
        this.organizations = organizations;
        this.projects = projects;
        this.servers = servers;
        this.clients = clients;
    }

    @Override
    public Set<String> kinds() {
        return KINDS;
    }

    @Override
    public Optional<AccessEntry> find(String key) {
        return of(key).map(fact -> new AccessEntry(fact.key(), fact.epoch(), fact.suspended(), fact.ended(), fact.version()));
    }

    /** Empty for a key that is not the registry's, or of something that does not exist; a binding that never was does not. */
    Optional<AccessFact> of(String key) {
        var parts = key.split(":", -1);
        var kind = parts[0] + "/" + parts.length;
        return switch (kind) {
            case "organization/2" -> organizations.find(parts[1]).map(AccessFacts::ofOrganization);
            case "project/2" -> projects.find(parts[1]).map(AccessFacts::ofProject);
            case "server/2" -> servers.find(parts[1]).map(AccessFacts::ofServer);
            case "client/2" -> clients.find(parts[1]).map(AccessFacts::ofClient);
            case "binding/3" -> clients.find(parts[1]).filter(client -> client.state().bindings().containsKey(parts[2]))
                    .map(client -> ofBinding(client, parts[2]));
            default -> Optional.empty();
        };
    }

    static AccessFact ofOrganization(Loaded<OrganizationState.Existing> organization) {
        return fact(organization.state().access(), AccessKeys.organization(organization.state().organizationId()), organization.version());
    }

    static AccessFact ofProject(Loaded<ProjectState.Existing> project) {
        return fact(project.state().access(), AccessKeys.project(project.state().projectId()), project.version());
    }

    static AccessFact ofServer(Loaded<McpServerState.Existing> server) {
        return fact(server.state().access(), AccessKeys.server(server.state().serverId()), server.version());
    }

    static AccessFact ofClient(Loaded<ClientState.Existing> client) {
        return fact(client.state().access(), AccessKeys.client(client.state().clientId()), client.version());
    }

    static AccessFact ofBinding(Loaded<ClientState.Existing> client, String serverId) {
        var binding = Objects.requireNonNull(client.state().bindings().get(serverId));
        return fact(binding.access(), AccessKeys.binding(client.state().clientId(), serverId),
                client.version());
    }

    private static AccessFact fact(AccessState state, String key, long version) {
        return of(state.entry(key, version));
    }

    private static AccessFact of(AccessEntry entry) {
        return new AccessFact(entry.key(), entry.epoch(), entry.suspended(), entry.ended(), entry.version());
    }
}
