package io.countersign.registry.client;

import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.UnknownClients;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.project.Projects;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.registry.server.McpServerState;
import io.countersign.registry.server.ServerDetails;
import io.countersign.registry.server.Servers;
import org.springframework.stereotype.Component;

/** At which servers a person's yes lets in a client that no owner registered: where organization and server were both opened by an owner. */
@Component
public class AdmittingServers {
    private final Organizations organizations;
    private final Projects projects;
    private final Servers servers;

    AdmittingServers(Organizations organizations, Projects projects, Servers servers) {
        this.organizations = organizations;
        this.projects = projects;
        this.servers = servers;
    }

    /** @throws Refused when it is none of them */
    public void require(String serverId, Authority by, DynamicClient client) {
        var server = reachable(serverId, by, client);
        if (server.unknownClients() == UnknownClients.APPROVAL) {
            throw Refused.because(Reason.APPROVAL_REQUIRED, "An owner decides which clients this server takes.");
        }
        if (!opened(server, client)) {
            throw closed();
        }
    }

    /** @throws Refused where no owner is to be asked */
    void requireApprovable(String serverId, Authority by, DynamicClient client) {
        if (reachable(serverId, by, client).unknownClients() != UnknownClients.APPROVAL) {
            throw closed();
        }
    }

    /** Whether an owner decides which clients the server takes. */
    public boolean leavesToOwners(String serverId) {
        return servers.find(serverId).filter(found -> found.state().details().unknownClients() == UnknownClients.APPROVAL).isPresent();
    }

    private ServerDetails reachable(String serverId, Authority by, DynamicClient client) {
        return servers.find(serverId).map(Loaded::state).filter(server -> !server.deleted()).map(McpServerState.Existing::details)
                .filter(server -> by.covers(server.organizationId(), server.projectId())).filter(server -> open(server, client))
                .orElseThrow(AdmittingServers::closed);
    }

    private static Refused closed() {
        return Refused.because(Reason.UNKNOWN_CLIENTS_CLOSED, "This server takes no such client that nobody registered.");
    }

    private static boolean opened(ServerDetails server, DynamicClient client) {
        return switch (server.unknownClients()) {
            case CLOSED, APPROVAL -> false;
            case AUTOMATIC -> true;
            case BY_DOMAIN -> client.isOf(server.clientDomains());
        };
    }

    private boolean open(ServerDetails details, DynamicClient client) {
        return organizations.find(details.organizationId()).map(found -> found.state().registration())
                .filter(registration -> client.metadataUrl() == null ? registration.dynamic() : registration.metadataDocuments())
                .isPresent()
                && projects.find(details.projectId()).filter(found -> !found.state().archived()).isPresent();
    }
}
