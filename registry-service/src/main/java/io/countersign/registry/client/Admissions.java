package io.countersign.registry.client;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.ClientCommand.AdmitClient;
import io.countersign.registry.client.ClientCommand.RequestApproval;
import io.countersign.registry.refusal.Refused;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import io.countersign.registry.server.Servers;
import org.springframework.stereotype.Component;

/** Lets in clients that registered themselves. */
@Component
public class Admissions {
    private final Commands commands;
    private final Servers servers;

    Admissions(Commands commands, Servers servers) {
        this.commands = commands;
        this.servers = servers;
    }

    /**
     * Records the client where it is none yet, and binds it to the server with all its scopes.
     *
     * @param as    what it registered; null where that has run out, or it is a client already
     * @param cause the person who said yes, in the organization that is meant
     * @throws Refused when it may not be let in there
     */
    public void admit(String clientId, String serverId, @Nullable SelfRegistration as, Cause cause) {
        var by = Authority.forPerson(String.valueOf(cause.organization()), cause.actor().id());
        var server = servers.find(serverId).map(found -> found.state().details()).orElseThrow(Refused::unknown);
        commands.send(new AdmitClient(clientId, serverId, server.projectId(), new TreeSet<>(server.scopeNames()), as, by), cause);
    }

    /**
     * Keeps a person's wish for an owner, and records the client where it is none yet.
     *
     * @param as    as to {@link #admit}
     * @param cause the person who wants it
     * @throws Refused when no owner is to be asked
     */
    public void request(String clientId, String serverId, @Nullable SelfRegistration as, Cause cause) {
        var by = Authority.forPerson(String.valueOf(cause.organization()), cause.actor().id());
        var projectId = servers.find(serverId).map(found -> found.state().details().projectId()).orElseThrow(Refused::unknown);
        commands.send(new RequestApproval(clientId, serverId, projectId, as, by), cause);
    }
}
