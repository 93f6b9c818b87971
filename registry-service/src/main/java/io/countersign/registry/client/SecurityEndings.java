package io.countersign.registry.client;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.server.McpServerState;
import io.countersign.registry.server.Servers;
import io.countersign.access.AccessKeys;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.EndingAnswer;
import io.countersign.token.contract.EndingsQuestion;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** Whether a client's access to a server was ended for security: the token service knows its connections, the server its cuts. */
@Component
class SecurityEndings {
    private static final String TOKEN = "token";
    private static final ParameterizedTypeReference<List<EndingAnswer>> ANSWERS = new ParameterizedTypeReference<>() {
    };

    private final Clients clients;
    private final Servers servers;
    private final Peers peers;

    SecurityEndings(Clients clients, Servers servers, Peers peers) {
        this.clients = clients;
        this.servers = servers;
        this.peers = peers;
    }

    /**
     * False where the authority covers no such client or binding: whoever decides refuses that anyway.
     *
     * @param which the bindings that the answer matters for
     * @throws PeerUnavailable when the token service does not answer
     */
    boolean any(String clientId, String serverId, Predicate<Binding> which, Authority by) {
        var cut = servers.find(serverId).map(Loaded::state).map(McpServerState.Existing::securityCut).orElse(-1L);
        return clients.find(clientId).map(Loaded::state)
                .filter(client -> by.covers(client.details().organizationId(), client.details().projectId()))
                .map(client -> client.bindings().get(serverId)).filter(which)
                .map(binding -> asked(new EndingsQuestion(clientId, serverId, binding.epochs())))
                .stream().flatMap(List::stream)
                .anyMatch(ending -> ending.reasonCode() == ReasonCode.SECURITY
                        || ending.epochs().getOrDefault(AccessKeys.server(serverId), 0L) < cut);
    }

    private List<EndingAnswer> asked(EndingsQuestion question) {
        try {
            var answers = peers.to(TOKEN).post().uri("/internal/connections/endings").contentType(MediaType.APPLICATION_JSON)
                    .body(question).retrieve().body(ANSWERS);
            if (answers == null) {
                throw new PeerUnavailable(TOKEN);
            }
            return answers;
        } catch (PeerProblem | RestClientException unusable) {
            throw new PeerUnavailable(TOKEN, unusable);
        }
    }
}
